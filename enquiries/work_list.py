"""What waits for the desk: never the enquiries themselves, but whether they arrive."""

from django.utils.translation import gettext as _

from desk import roles
from desk.long_lists import counted
from desk.work_list import MEND, Task, list_url, source

from . import clock
from .models import Enquiry, Mail
from .outbox import alarm


@source
def enquiries(account):
    if roles.may(account, "view", Mail):
        dead = counted(Mail.objects.dead())
        yield Task(MEND, _("Mails of enquiries that could not be sent"), dead, list_url(Mail, state="dead"))
        late = counted(alarm.late())
        url = list_url(Mail, state="waiting")
        yield Task(MEND, _("Mails of enquiries that wait for more than 15 minutes"), late, url)
    if roles.may(account, "view", Enquiry):
        unread = counted(Enquiry.objects.long_unread())
        url = list_url(Enquiry, state="long_unread")
        yield Task(MEND, _("Enquiries that their recipient has not read for a week"), unread, url)
        url = list_url(Enquiry)
        yield Task(MEND, _("The server’s clock has jumped: nothing is deleted"), int(clock.is_doubted()), url)
