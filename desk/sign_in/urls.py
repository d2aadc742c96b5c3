from django.urls import path

from . import views


def patterns(site):
    """To stand before the site's own: these open, or close, the way to all others."""
    return [
        path("logout/", views.sign_out, name="logout"),
        path("sign-in/code/", views.sign_in_code, name="sign_in_code"),
        path("second-factor/", site.admin_view(views.second_factor_page), name="second_factor"),
        path("second-factor/set-up/", views.second_factor_set_up, name="second_factor_set_up"),
        path("second-factor/replace/", site.admin_view(views.second_factor_replace), name="second_factor_replace"),
        path(
            "second-factor/backup-codes/",
            site.admin_view(views.second_factor_backup_codes),
            name="second_factor_backup_codes",
        ),
    ]
