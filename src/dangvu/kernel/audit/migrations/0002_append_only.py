from django.db import migrations

FORWARD = """
CREATE FUNCTION kernel_audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit is append-only: % on % is refused', TG_OP, TG_TABLE_NAME;
END $$;
CREATE TRIGGER kernel_audit_entry_kept BEFORE UPDATE OR DELETE ON kernel_audit_entry
    FOR EACH ROW EXECUTE FUNCTION kernel_audit_append_only();
CREATE TRIGGER kernel_audit_entry_not_emptied BEFORE TRUNCATE ON kernel_audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_audit_append_only();
CREATE TRIGGER kernel_audit_link_kept BEFORE UPDATE OR DELETE ON kernel_audit_link
    FOR EACH ROW EXECUTE FUNCTION kernel_audit_append_only();
CREATE TRIGGER kernel_audit_link_not_emptied BEFORE TRUNCATE ON kernel_audit_link
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_audit_append_only();
"""
BACKWARD = """
DROP TRIGGER kernel_audit_entry_kept ON kernel_audit_entry;
DROP TRIGGER kernel_audit_entry_not_emptied ON kernel_audit_entry;
DROP TRIGGER kernel_audit_link_kept ON kernel_audit_link;
DROP TRIGGER kernel_audit_link_not_emptied ON kernel_audit_link;
DROP FUNCTION kernel_audit_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("kernel_audit", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
