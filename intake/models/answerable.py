from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

OPEN = "open"


class AnswerableQuerySet(models.QuerySet):
    def open(self):
        """Nobody has decided about them yet."""
        return self.filter(state=OPEN)

    def waiting_for_answer(self):
        """Decided, and the reader who left an address has not been told."""
        return self.exclude(state=OPEN).exclude(reply_to="").filter(answered_at=None)


class Answerable(models.Model):
    """What a reader sent to the desk, which decides about it and answers where an address was left.

    A model has a `state` of its own, of which one is OPEN; its purging deletes addresses and texts.
    """

    reply_to = models.EmailField(_("reply address"), blank=True)
    address_deleted_at = models.DateTimeField(_("reply address deleted at"), null=True)
    language = models.CharField(_("the reader’s language"), max_length=10)
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now)
    form_key = models.UUIDField(unique=True)  # the same for the same form sent twice

    decided_at = models.DateTimeField(_("decided at"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="decided_%(class)ss"
    )
    decided_by_name = models.CharField(_("decided by"), max_length=150, blank=True)  # outlives the account
    note = models.CharField(_("note for the desk"), max_length=500, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    words_deleted_at = models.DateTimeField(_("texts deleted at"), null=True)  # the reader's, note and answer

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_decision_names_who_and_when",
                condition=Q(state=OPEN, decided_at__isnull=True, decided_by_name="", decided_by__isnull=True)
                | ~Q(state=OPEN) & Q(decided_at__isnull=False) & ~Q(decided_by_name=""),
            ),
            models.CheckConstraint(
                name="%(class)s_answer_follows_a_decision",
                condition=Q(answered_at__isnull=True) | ~Q(state=OPEN),
            ),
            models.CheckConstraint(
                name="%(class)s_answer_has_words_and_time",
                condition=Q(answered_at__isnull=True, answer="")
                | Q(answered_at__isnull=False) & (~Q(answer="") | Q(words_deleted_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="%(class)s_answer_had_an_address",
                condition=Q(answered_at__isnull=True) | ~Q(reply_to="") | Q(address_deleted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="%(class)s_deleted_address_is_gone",
                condition=Q(address_deleted_at__isnull=True) | Q(reply_to=""),
            ),
        ]

    @property
    def is_open(self):
        return self.state == OPEN

    @property
    def may_be_reopened(self):
        """While nobody was told, and what the reader wrote is still there."""
        return not self.is_open and self.answered_at is None and self.words_deleted_at is None

    @property
    def is_waiting_for_answer(self):
        return not self.is_open and bool(self.reply_to) and self.answered_at is None
