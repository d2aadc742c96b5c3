"""Where somebody who found a hole turns to: /.well-known/security.txt (RFC 9116), and what we promise them."""

from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

DAYS_VALID = 180  # the RFC recommends less than a year
POLICY = settings.BASE_DIR / "SECURITY.md"


@require_safe
@cache_control(public=True, max_age=24 * 60 * 60)
def security_txt(request):
    expires = timezone.now().replace(microsecond=0) + timedelta(days=DAYS_VALID)
    fields = [
        ("Contact", settings.SECURITY_CONTACT or f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}"),
        ("Expires", expires.isoformat()),
        ("Preferred-Languages", "de, en"),
        ("Canonical", f"{settings.SITE_URL}{reverse('security_txt')}"),
        ("Policy", f"{settings.SITE_URL}{reverse('security_policy')}"),
    ]
    return _text("".join(f"{name}: {value}\n" for name, value in fields))


@require_safe
@cache_control(public=True, max_age=24 * 60 * 60)
def security_policy(request):
    return _text(POLICY.read_text())


def _text(text):
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
