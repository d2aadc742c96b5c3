from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _


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


class CorrectionQuerySet(models.QuerySet):
    def about(self, listing):
        return self.filter(**{listing._meta.model_name: listing})

    def open(self):
        """Nobody has decided about them yet."""
        return self.filter(state=State.OPEN)

    def waiting_for_answer(self):
        """Decided, and the reader who left an address has not been told."""
        return self.exclude(state=State.OPEN).exclude(reply_to="").filter(answered_at=None)

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


class Correction(models.Model):
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
    reply_to = models.EmailField(_("reply address"), blank=True)
    address_deleted_at = models.DateTimeField(_("reply address deleted at"), null=True)
    language = models.CharField(_("the reader’s language"), max_length=10)
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now)
    form_key = models.UUIDField(unique=True)  # the same for the same form sent twice

    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    decided_at = models.DateTimeField(_("decided at"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="decided_corrections"
    )
    decided_by_name = models.CharField(_("decided by"), max_length=150, blank=True)  # outlives the account
    reason = models.CharField(_("reason"), max_length=13, choices=Reason, blank=True)
    note = models.CharField(_("note for the desk"), max_length=500, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    words_deleted_at = models.DateTimeField(_("texts deleted at"), null=True)  # remark, source, note and answer

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        default_permissions = ["view", "change", "delete"]
        # open ones first, the oldest at the top: they have waited longest ("open" is last in the alphabet)
        ordering = ["-state", "sent_at", "pk"]
        indexes = [models.Index(fields=["-state", "sent_at", "id"], name="correction_by_state")]
        constraints = [
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
                name="correction_decision_names_who_and_when",
                condition=Q(state=State.OPEN, decided_at__isnull=True, decided_by_name="", decided_by__isnull=True)
                | ~Q(state=State.OPEN) & Q(decided_at__isnull=False) & ~Q(decided_by_name=""),
            ),
            models.CheckConstraint(
                name="correction_declined_has_its_reason",
                condition=Q(state=State.DECLINED, reason__in=Reason.values)
                | ~Q(state=State.DECLINED) & Q(reason=""),
            ),
            models.CheckConstraint(
                name="correction_answer_follows_a_decision",
                condition=Q(answered_at__isnull=True) | ~Q(state=State.OPEN),
            ),
            models.CheckConstraint(
                name="correction_answer_has_words_and_time",
                condition=Q(answered_at__isnull=True, answer="")
                | Q(answered_at__isnull=False) & (~Q(answer="") | Q(words_deleted_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="correction_answer_had_an_address",
                condition=Q(answered_at__isnull=True) | ~Q(reply_to="") | Q(address_deleted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="correction_deleted_address_is_gone",
                condition=Q(address_deleted_at__isnull=True) | Q(reply_to=""),
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
    def is_open(self):
        return self.state == State.OPEN

    @property
    def has_lost_its_words(self):
        """Whether they were deleted before anybody decided."""
        return self.remark == NO_WORDS

    @property
    def may_be_reopened(self):
        """While nobody was told, and what the reader wrote is still there."""
        return not self.is_open and self.answered_at is None and self.words_deleted_at is None

    @property
    def is_waiting_for_answer(self):
        return not self.is_open and bool(self.reply_to) and self.answered_at is None
