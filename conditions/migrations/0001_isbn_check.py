from django.db import migrations

# The check digit of ISBN-10 (modulo 11, X is 10) and ISBN-13 (modulo 10), hyphens ignored.
ISBN_IS_VALID = r"""
CREATE FUNCTION isbn_is_valid(isbn text) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT CASE
        WHEN digits ~ '^97[89][0-9]{10}$' THEN (
            SELECT sum(substr(digits, i, 1)::int * CASE WHEN i % 2 = 1 THEN 1 ELSE 3 END) % 10 = 0
            FROM generate_series(1, 13) AS i
        )
        WHEN digits ~ '^[0-9]{9}[0-9X]$' THEN (
            SELECT sum((11 - i) * CASE substr(digits, i, 1) WHEN 'X' THEN 10 ELSE substr(digits, i, 1)::int END) % 11 = 0
            FROM generate_series(1, 10) AS i
        )
        ELSE false
    END
    FROM replace(isbn, '-', '') AS digits
$$
"""


class Migration(migrations.Migration):
    dependencies = []
    operations = [migrations.RunSQL(ISBN_IS_VALID, "DROP FUNCTION isbn_is_valid(text)")]
