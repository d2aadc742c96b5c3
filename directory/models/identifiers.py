"""Numbers by which registers know a specialist or a clinic: stored, checked, used as import keys, not published.

The check digits are counted by functions of the database (migration 0004_identifiers). Sources: GS1 General
Specifications (GLN); KBV, Arztnummern-Richtlinie (LANR); ARGE IK, Gemeinsames Rundschreiben, 1.2.5 (IK);
Austria's eHealth directory (OIDs below 1.2.40.0.34).
"""

from django.db.models import BooleanField, CheckConstraint, F, Func, Q
from django.utils.translation import gettext_lazy as _


class GlnIsValid(Func):
    """13 digits of Switzerland (76…) whose last is the check digit, modulo 10 with weights 1 and 3."""

    function = "gln_is_valid"
    output_field = BooleanField()
    conditional = True


class LanrIsValid(Func):
    """9 digits whose seventh is the check digit, modulo 10 with weights 4 and 9."""

    function = "lanr_is_valid"
    output_field = BooleanField()
    conditional = True


class IkIsValid(Func):
    """9 digits whose last is the check digit of the six before it, modulo 10 with weights 2 and 1."""

    function = "ik_is_valid"
    output_field = BooleanField()
    conditional = True


GLN_IS_RIGHT = CheckConstraint(
    name="%(class)s_gln_check_digit_is_right",
    condition=Q(gln__isnull=True) | Q(GlnIsValid(F("gln"))),
    violation_error_message=_("This GLN is mistyped: it has 13 digits, starts with 76 and ends in a check digit."),
)
OID_IS_RIGHT = CheckConstraint(
    name="%(class)s_oid_has_its_form",
    condition=Q(oid__isnull=True) | Q(oid__regex=r"^1\.2\.40\.0\.34(\.(0|[1-9][0-9]*))+$"),
    violation_error_message=_("An OID of Austria’s health directory starts with 1.2.40.0.34."),
)
LANR_IS_RIGHT = CheckConstraint(
    name="specialist_lanr_check_digit_is_right",
    condition=Q(lanr__isnull=True) | Q(LanrIsValid(F("lanr"))),
    violation_error_message=_("This LANR is mistyped: it has 9 digits, the seventh is a check digit."),
)
IK_IS_RIGHT = CheckConstraint(
    name="clinic_ik_check_digit_is_right",
    condition=Q(ik__isnull=True) | Q(IkIsValid(F("ik"))),
    violation_error_message=_("This IK is mistyped: it has 9 digits, the last is a check digit."),
)
BSNR_IS_RIGHT = CheckConstraint(
    name="clinic_bsnr_has_nine_digits",
    condition=Q(bsnr__isnull=True) | Q(bsnr__regex=r"^[0-9]{9}$"),
    violation_error_message=_("A BSNR has 9 digits."),
)
SITE_NUMBER_IS_RIGHT = CheckConstraint(
    name="clinic_site_number_has_six_digits",
    condition=Q(hospital_site_number__isnull=True) | Q(hospital_site_number__regex=r"^[0-9]{6}$"),
    violation_error_message=_("A hospital site number has 6 digits."),
)
