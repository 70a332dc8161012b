"""The text of minutes is only ever added to, nothing is added once they are adopted, and locked minutes stay."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION meetings_minutes_version_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    RAISE EXCEPTION 'versions of minutes are append-only';
  END IF;
  IF EXISTS (SELECT 1 FROM meetings_minutes WHERE id = NEW.minutes_id AND adopted_at IS NOT NULL) THEN
    RAISE EXCEPTION 'adopted minutes take no further version';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER minutes_version_guard BEFORE INSERT OR UPDATE OR DELETE ON meetings_minutesversion
  FOR EACH ROW EXECUTE FUNCTION meetings_minutes_version_guard();

CREATE FUNCTION meetings_minutes_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'locked' THEN
    RAISE EXCEPTION 'locked minutes do not change';
  END IF;
  IF OLD.adopted_at IS NOT NULL AND (TG_OP = 'DELETE' OR NEW.adopted_at IS DISTINCT FROM OLD.adopted_at
      OR NEW.text_hash <> OLD.text_hash) THEN
    RAISE EXCEPTION 'adopted minutes keep their text';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER minutes_guard BEFORE UPDATE OR DELETE ON meetings_minutes
  FOR EACH ROW EXECUTE FUNCTION meetings_minutes_guard();

CREATE FUNCTION meetings_correction_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'correction notes are append-only';
END $$;
CREATE TRIGGER correction_guard BEFORE UPDATE OR DELETE ON meetings_correctionnote
  FOR EACH ROW EXECUTE FUNCTION meetings_correction_guard();
"""

BACKWARD = """
DROP TRIGGER correction_guard ON meetings_correctionnote;
DROP FUNCTION meetings_correction_guard();
DROP TRIGGER minutes_guard ON meetings_minutes;
DROP FUNCTION meetings_minutes_guard();
DROP TRIGGER minutes_version_guard ON meetings_minutesversion;
DROP FUNCTION meetings_minutes_version_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
