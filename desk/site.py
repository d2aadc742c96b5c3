from django.contrib.admin import AdminSite
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from . import work_list
from .history_pages import latest_of
from .sign_in import second_factor, urls, views
from .translation_files import urls as translation_urls


class DeskSite(AdminSite):
    """The admin as the editors' desk. Opens after the second factor where one is due."""

    def has_given_password(self, request):
        return super().has_permission(request)

    def has_permission(self, request):
        return self.has_given_password(request) and not second_factor.is_due(request)

    @method_decorator(never_cache)
    def login(self, request, extra_context=None):
        if request.method == "GET" and self.has_given_password(request) and second_factor.is_due(request):
            return views.next_step(request)
        return super().login(request, extra_context)

    index_title = gettext_lazy("What waits for you")

    def index(self, request, extra_context=None):
        """The work list of the person, and what they did last."""
        context = {
            "work_list": work_list.grouped(work_list.tasks(request.user)),
            "own_versions": latest_of(request.user),
        }
        return super().index(request, {**context, **(extra_context or {})})

    def get_urls(self):
        return [*urls.patterns(self), *translation_urls.patterns(self), *super().get_urls()]
