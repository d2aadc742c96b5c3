from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from conditions.constraints import missing_text_is_null, source_text_is_present
from conditions.markup import validate_markup
from conditions.models import Slugged


class Slug(models.TextChoices):
    """The pages that there are; each has its address and its link in the footer."""

    IMPRINT = "imprint", _("Imprint")
    PRIVACY = "privacy", _("Privacy")
    ACCESSIBILITY = "accessibility", _("Accessibility")
    EDITORIAL_POLICY = "editorial-policy", _("Editorial policy")
    LISTING_POLICY = "listing-policy", _("How listings are chosen")


class LegalPage(Slugged):
    """Who runs this site, by which rules, and what becomes of what readers send: one of five pages."""

    Slug = Slug

    slug = models.CharField(_("page"), max_length=20, choices=Slug, unique=True)
    title = models.CharField(_("title"), max_length=120)
    summary = models.TextField(_("summary"), help_text=_("One or two sentences under the title."))
    body = models.TextField(
        _("text"),
        validators=[validate_markup],
        help_text=_(
            "Markdown: **bold**, lists with “- ”. “### ” begins a part of the page, “#### ” is a smaller heading. "
            "Link with [words](https://…)."
        ),
    )
    updated_on = models.DateField(_("last changed on"), auto_now=True)

    class Meta:
        verbose_name = _("legal page")
        verbose_name_plural = _("legal pages")
        default_permissions = ["view", "change"]
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(name="legalpage_slug_is_known", condition=Q(slug__in=Slug.values)),
            source_text_is_present("legalpage", "title", "summary", "body"),
            missing_text_is_null("legalpage", "title", "summary", "body"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("legal:page", args=[self.slug])
