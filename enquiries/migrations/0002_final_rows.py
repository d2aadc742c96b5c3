from django.db import migrations

FINAL = """
CREATE FUNCTION enquiries_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is never changed', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END
$$;

CREATE TRIGGER consenttext_is_final BEFORE UPDATE OR DELETE ON enquiries_consenttext
    FOR EACH ROW EXECUTE FUNCTION enquiries_refuse_change();

CREATE TRIGGER event_is_final BEFORE UPDATE ON enquiries_event
    FOR EACH ROW EXECUTE FUNCTION enquiries_refuse_change();

CREATE TRIGGER event_stays_three_years BEFORE DELETE ON enquiries_event
    FOR EACH ROW WHEN (OLD.at > now() - interval '3 years') EXECUTE FUNCTION enquiries_refuse_change();
"""

NOT_FINAL = """
DROP TRIGGER event_stays_three_years ON enquiries_event;
DROP TRIGGER event_is_final ON enquiries_event;
DROP TRIGGER consenttext_is_final ON enquiries_consenttext;
DROP FUNCTION enquiries_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("enquiries", "0001_enquiries")]
    operations = [migrations.RunSQL(FINAL, NOT_FINAL)]
