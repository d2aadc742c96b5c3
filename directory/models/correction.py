from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from intake.models import Answerable, AnswerableQuerySet


class Fact(models.TextChoices):
    """What a reader may find wrong on the page of a listing."""

    NAME = "name", _("name and title")
    ADDRESS = "address", _("address")
    PHONE = "phone", _("telephone")
    EMAIL = "email", _("e-mail")
    WEBSITE = "website", _("website")
    STATUTORY_INSURANCE = "accepts_statutory_insurance", _("statutory insurance")
    SECOND_OPINION = "offers_second_opinion", _("second opinion")
    VIDEO_CONSULTATION = "offers_video_consultation", _("video consultation")
    BARRIER_FREE = "is_barrier_free", _("step-free access")
    SPECIALTIES = "specialties", _("specialties")
    LANGUAGES = "languages", _("spoken languages")
    TREATMENTS = "treatments", _("what is treated, and how")
    WORKPLACE = "workplace", _("place of work")
    GONE = "gone", _("no longer practises here")
    OTHER = "other", _("something else")


TOLD_IN_WORDS = [Fact.SPECIALTIES, Fact.LANGUAGES, Fact.TREATMENTS, Fact.WORKPLACE, Fact.GONE, Fact.OTHER]


class State(models.TextChoices):
    OPEN = "open", _("Open")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")


class Reason(models.TextChoices):
    """Why a correction was declined."""

    CONFIRMED = "confirmed", _("We checked it: the page is right")
    NOT_CONFIRMED = "not-confirmed", _("We could not confirm it")
    KNOWN = "known", _("We had heard of it already")
    NO_CORRECTION = "no-correction", _("It is not about what the page says")


NO_WORDS = "[…]"  # of an open correction whose words are deleted: the constraints want it to say something


class CorrectionQuerySet(AnswerableQuerySet):
    def about(self, listing):
        return self.filter(**{listing._meta.model_name: listing})

    def with_address_due(self, now, *, after_answer, at_latest):
        """Whose reply address has served its purpose: so long after the answer, or after the reader wrote."""
        is_due = Q(answered_at__lte=now - after_answer) | Q(sent_at__lte=now - at_latest)
        return self.exclude(reply_to="").filter(is_due)

    def with_words_due(self, now, *, after, at_latest):
        """Decided ones whose free texts have served.

        So long after the answer, after a decision that nobody is told, or after the reader wrote.
        """
        is_over = (
            Q(answered_at__lte=now - after)
            | Q(answered_at__isnull=True, reply_to="", decided_at__lte=now - after)
            | Q(sent_at__lte=now - at_latest)
        )
        return self.exclude(state=State.OPEN).filter(is_over, words_deleted_at__isnull=True)

    def open_with_words_due(self, now, *, at_latest):
        """Open ones whose free texts nobody has read in all that time since the reader wrote."""
        return self.open().filter(sent_at__lte=now - at_latest).exclude(remark=NO_WORDS, source="", note="")


class Correction(Answerable):
    """A reader says that something on the page of a specialist or clinic is wrong."""

    Fact, State, Reason = Fact, State, Reason

    specialist = models.ForeignKey(
        "directory.Specialist",
        verbose_name=_("specialist"),
        on_delete=models.CASCADE,
        null=True,
        related_name="corrections",
    )
    clinic = models.ForeignKey(
        "directory.Clinic",
        verbose_name=_("clinic"),
        on_delete=models.CASCADE,
        null=True,
        related_name="corrections",
    )
    fact = models.CharField(_("statement"), max_length=30, choices=Fact)
    stated = models.TextField(_("the page said"), blank=True)  # in the reader's language, when the reader wrote
    proposed = models.JSONField(
        _("the reader proposes"), default=dict
    )  # {field of the listing: text, bool or None}
    remark = models.CharField(_("the reader’s words"), max_length=2000, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    reason = models.CharField(_("reason"), max_length=13, choices=Reason, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        default_permissions = ["view", "change", "delete"]
        # open ones first, the oldest at the top: they have waited longest ("open" is last in the alphabet)
        ordering = ["-state", "sent_at", "pk"]
        indexes = [models.Index(fields=["-state", "sent_at", "id"], name="correction_by_state")]
        constraints = [
            *Answerable.Meta.constraints,
            models.CheckConstraint(
                name="correction_is_of_one_listing",
                condition=Q(specialist__isnull=True, clinic__isnull=False)
                | Q(specialist__isnull=False, clinic__isnull=True),
            ),
            models.CheckConstraint(name="correction_fact_is_known", condition=Q(fact__in=Fact.values)),
            models.CheckConstraint(
                name="correction_address_is_of_a_clinic",
                condition=~Q(fact=Fact.ADDRESS) | Q(clinic__isnull=False),
            ),
            models.CheckConstraint(
                name="correction_says_something",
                condition=~Q(proposed={}) | ~Q(remark="") | Q(fact=Fact.GONE) | Q(words_deleted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="correction_told_in_words_proposes_no_value",
                condition=~Q(fact__in=TOLD_IN_WORDS) | Q(proposed={}),
            ),
            models.CheckConstraint(name="correction_state_is_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="correction_declined_has_its_reason",
                condition=Q(state=State.DECLINED, reason__in=Reason.values)
                | ~Q(state=State.DECLINED) & Q(reason=""),
            ),
            models.CheckConstraint(
                name="correction_deleted_words_are_gone",
                condition=Q(words_deleted_at__isnull=True) | Q(remark="", source="", note="", answer=""),
            ),
            models.CheckConstraint(
                name="correction_words_stay_until_the_decision",
                condition=Q(words_deleted_at__isnull=True) | ~Q(state=State.OPEN),
            ),
        ]

    def __str__(self):
        return f"{capfirst(self.get_fact_display())}: {self.listing}"

    @property
    def listing(self):
        return self.specialist or self.clinic

    @property
    def has_lost_its_words(self):
        """Whether they were deleted before anybody decided."""
        return self.remark == NO_WORDS
