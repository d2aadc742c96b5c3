from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from intake.models import Answerable, AnswerableQuerySet


class Subject(models.TextChoices):
    OBJECTION = "objection", _("Objection to being listed")
    ACCESS = "access", _("Request: what is stored")
    BARRIER = "barrier", _("Barrier on this site")
    OTHER = "other", _("Other letter")


OF_LISTED = [Subject.OBJECTION, Subject.ACCESS]  # rights of those who are listed: Art. 21 and 15 GDPR


class Capacity(models.TextChoices):
    """In which capacity somebody writes about a listing."""

    SELF = "self", _("listed person or institution")
    AGENT = "agent", _("on their behalf")


class State(models.TextChoices):
    OPEN = "open", _("Open")
    DONE = "done", _("Done")


class AMonthLater(models.Func):
    """The day in the next month with the same number, or the month's last: until then a letter is answered."""

    template = "((%(expressions)s AT TIME ZONE 'Europe/Berlin')::date + interval '1 month')::date"
    arity = 1
    output_field = models.DateField()


class LetterQuerySet(AnswerableQuerySet):
    def to_answer(self):
        """Open, or decided and the writer has not been told."""
        return self.open() | self.waiting_for_answer()

    def overdue(self):
        return self.to_answer().filter(due_on__lt=timezone.localdate())

    def with_words_due(self, now, *, after: timedelta, at_latest: timedelta):
        """Whose words and address have served: so long after it was closed, or after it arrived.

        A letter is closed when it is answered; without an address, when it is decided.
        """
        is_over = (
            Q(answered_at__lte=now - after)
            | Q(answered_at__isnull=True, reply_to="", decided_at__lte=now - after)
            | Q(sent_at__lte=now - at_latest)
        )
        return self.filter(is_over, words_deleted_at__isnull=True)


class Letter(Answerable):
    """What somebody writes to the editors: who is listed and objects or asks, who meets a barrier, or another."""

    Subject, Capacity, State = Subject, Capacity, State

    subject = models.CharField(_("subject"), max_length=10, choices=Subject)
    specialist = models.ForeignKey(
        "directory.Specialist",
        verbose_name=_("specialist"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="letters",
    )
    clinic = models.ForeignKey(
        "directory.Clinic",
        verbose_name=_("clinic"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="letters",
    )
    listing_name = models.CharField(_("listing"), max_length=300, blank=True)  # outlives the listing
    writer = models.CharField(_("name of the writer"), max_length=200, blank=True)
    capacity = models.CharField(_("writes as"), max_length=5, choices=Capacity, blank=True)
    identity = models.CharField(_("how to check who writes"), max_length=500, blank=True)
    text = models.CharField(_("text"), max_length=4000, blank=True)
    state = models.CharField(_("state"), max_length=4, choices=State, default=State.OPEN)
    due_on = models.GeneratedField(
        verbose_name=_("to be answered by"),
        expression=AMonthLater(F("sent_at")),
        output_field=models.DateField(),
        db_persist=True,
    )

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        default_permissions = ["view", "change", "delete"]
        # open ones first, the oldest at the top: they have waited longest ("open" is last in the alphabet)
        ordering = ["-state", "sent_at", "pk"]
        indexes = [models.Index(fields=["-state", "sent_at", "id"], name="letter_by_state")]
        constraints = [
            *Answerable.Meta.constraints,
            models.CheckConstraint(name="letter_subject_is_known", condition=Q(subject__in=Subject.values)),
            models.CheckConstraint(name="letter_state_is_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="letter_is_about_one_listing_at_most",
                condition=Q(specialist__isnull=True) | Q(clinic__isnull=True),
            ),
            models.CheckConstraint(
                name="letter_listing_is_named",
                condition=Q(specialist__isnull=True, clinic__isnull=True) | ~Q(listing_name=""),
            ),
            models.CheckConstraint(
                name="letter_of_listed_says_who_and_about_what",
                condition=~Q(subject__in=OF_LISTED)
                | Q(words_deleted_at__isnull=False)
                | Q(capacity__in=Capacity.values) & ~Q(listing_name="") & ~Q(writer="") & ~Q(identity=""),
            ),
            models.CheckConstraint(
                name="letter_of_others_is_about_no_listing",
                condition=Q(subject__in=OF_LISTED) | Q(listing_name="", writer="", capacity="", identity=""),
            ),
            models.CheckConstraint(
                name="letter_of_others_has_words",
                condition=Q(subject__in=OF_LISTED) | ~Q(text="") | Q(words_deleted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="letter_of_listed_has_an_address",
                condition=~Q(subject__in=OF_LISTED) | ~Q(reply_to="") | Q(address_deleted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="letter_deleted_words_are_gone",
                condition=Q(words_deleted_at__isnull=True)
                | Q(
                    specialist__isnull=True,
                    clinic__isnull=True,
                    listing_name="",
                    writer="",
                    identity="",
                    text="",
                    note="",
                    answer="",
                    reply_to="",
                ),
            ),
        ]

    def __str__(self):
        """Names nobody: the desk's log keeps it."""
        day = date_format(timezone.localtime(self.sent_at), "DATE_FORMAT")
        return f"{self.get_subject_display()}, {day}"

    @property
    def listing(self):
        """None where it is about none, or the listing is gone."""
        return self.specialist or self.clinic

    @property
    def is_of_listed(self):
        return self.subject in OF_LISTED

    @property
    def is_to_answer(self):
        return self.is_open or self.is_waiting_for_answer

    @property
    def is_overdue(self):
        return self.is_to_answer and self.due_on < timezone.localdate()
