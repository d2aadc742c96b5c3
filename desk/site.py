from django.contrib.admin import AdminSite


class DeskSite(AdminSite):
    """The admin as the editors' desk."""
