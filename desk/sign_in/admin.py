"""Accounts, with what a superuser does for somebody who cannot sign in."""

from axes.utils import reset
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_otp.plugins.otp_static import admin as _static_admin  # noqa: F401 registers what is taken back below
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp import admin as _totp_admin  # noqa: F401
from django_otp.plugins.otp_totp.models import TOTPDevice

from desk.models import LanguageAssignment

from . import second_factor

# Their pages show secrets, and nobody needs them: the actions below do all there is to do.
admin.site.unregister([StaticDevice, TOTPDevice])
admin.site.unregister(get_user_model())


class LanguageAssignmentInline(admin.TabularInline):
    """For who may only translate: the languages whose texts they edit."""

    model = LanguageAssignment
    extra = 0


@admin.register(get_user_model())
class AccountAdmin(UserAdmin):
    inlines = [LanguageAssignmentInline]
    list_display = ["username", "first_name", "last_name", "is_staff", "has_second_factor"]
    actions = ["remove_second_factor", "unlock"]

    def get_queryset(self, request):
        devices = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        return super().get_queryset(request).annotate(has_second_factor=Exists(devices))

    @admin.display(description=_("second factor"), boolean=True, ordering="has_second_factor")
    def has_second_factor(self, account):
        return account.has_second_factor

    def has_superuser_permission(self, request):
        return request.user.is_superuser

    @admin.action(description=_("Remove the second factor (the phone is lost)"), permissions=["superuser"])
    def remove_second_factor(self, request, accounts):
        for account in accounts:
            second_factor.remove(account)
            self.log_change(request, account, [{"changed": {"fields": [str(_("second factor"))]}}])
        number = len(accounts)
        text = ngettext(
            "The second factor of %(number)d account is removed and its sessions are ended.",
            "The second factors of %(number)d accounts are removed and their sessions are ended.",
            number,
        )
        self.message_user(request, text % {"number": number}, messages.SUCCESS)

    @admin.action(description=_("Unlock signing in (after wrong passwords)"), permissions=["superuser"])
    def unlock(self, request, accounts):
        for account in accounts:
            reset(username=account.get_username())
        number = len(accounts)
        text = ngettext("%(number)d account may sign in again.", "%(number)d accounts may sign in again.", number)
        self.message_user(request, text % {"number": number}, messages.SUCCESS)
