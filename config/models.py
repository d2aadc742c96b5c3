from django.db import models, transaction


class SetupStepQuerySet(models.QuerySet):
    @transaction.atomic
    def once(self, name, do):
        """What `do` returns, or None if it was done before. A second process waits for the first."""
        _step, is_new = self.get_or_create(name=name)
        return do() if is_new else None


class SetupStep(models.Model):
    """Something that is done to a new site once, and never again, whatever editors do to the outcome."""

    name = models.CharField(max_length=40, primary_key=True)
    done_at = models.DateTimeField(auto_now_add=True)

    objects = SetupStepQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name
