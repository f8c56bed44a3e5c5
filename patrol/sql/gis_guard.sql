-- What an administrator of the database server allows and takes away, once, before GIS users are let in. The private
-- cluster does it by itself; elsewhere: psql -f patrol/sql/gis_guard.sql DATABASE, as a superuser. Harmless when repeated.
-- PUBLIC loses what it has by default in every PostgreSQL database and no GIS program needs; the application keeps it.
DO $guard$
DECLARE
  owner regrole := (SELECT relowner FROM pg_class WHERE oid = 'public.gis_user'::regclass);
  each regprocedure;
  closed text[] := ARRAY[
    -- holding a connection, or a lock that the application waits for
    'pg_sleep', 'pg_sleep_for', 'pg_sleep_until', 'pg_advisory_lock', 'pg_advisory_lock_shared',
    'pg_advisory_xact_lock', 'pg_advisory_xact_lock_shared', 'pg_try_advisory_lock', 'pg_try_advisory_lock_shared',
    'pg_try_advisory_xact_lock', 'pg_try_advisory_xact_lock_shared', 'pg_export_snapshot',
    -- filling the disk
    'lo_creat', 'lo_create', 'lo_from_bytea', 'lo_put', 'lo_open', 'lowrite', 'lo_truncate', 'lo_truncate64',
    'lo_unlink', 'pg_logical_emit_message',
    -- waking the application's workers
    'pg_notify',
    -- reading statistics of tables that the caller may not read: where all tracks lie, for one
    '_postgis_stats', '_postgis_selectivity', '_postgis_join_selectivity', '_postgis_index_extent',
    'st_estimatedextent'];
BEGIN
  FOR each IN
    SELECT oid FROM pg_proc
    WHERE proname = ANY(closed) AND pronamespace IN ('pg_catalog'::regnamespace, 'public'::regnamespace)
  LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', each);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %s', each, owner);
  END LOOP;
  EXECUTE 'REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC';
  EXECUTE format('GRANT USAGE ON LANGUAGE plpgsql TO %s', owner);
  EXECUTE format('REVOKE CONNECT, TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO %s', current_database(), owner);
  EXECUTE 'REVOKE CREATE ON SCHEMA public FROM PUBLIC';
  EXECUTE format('GRANT CREATE ON SCHEMA public TO %s', owner);
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'patrol_gis') THEN
    CREATE ROLE patrol_gis NOLOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'patrol_gis_edit') THEN
    CREATE ROLE patrol_gis_edit NOLOGIN;
  END IF;
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO patrol_gis', current_database());
  -- so that the application can end what a GIS user leaves running
  EXECUTE format('GRANT pg_signal_backend, pg_read_all_stats TO %s', owner);
END
$guard$
