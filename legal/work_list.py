"""What letters and legal pages ask for: answers in time, and web addresses that lead somewhere."""

from functools import partial

from django.utils.translation import gettext as _

from conditions.broken_marks import web_links
from desk import roles, web_addresses
from desk.long_lists import counted
from desk.work_list import DECIDE, Task, list_url, source

from .models import LegalPage, Letter

web_addresses.in_texts(LegalPage, partial(web_links, LegalPage))


@source
def letters(account):
    if roles.may(account, "change", Letter):
        found = counted(Letter.objects.overdue())
        yield Task(
            DECIDE, _("Letters overdue: the month to answer is over"), found, list_url(Letter, state="overdue")
        )
        found = counted(Letter.objects.to_answer())
        yield Task(DECIDE, _("Letters to answer"), found, list_url(Letter, state="to-answer"))
