-- What an edit through a view of gis_views must hold to, whoever sends it by whatever program: the checks of the API, in
-- words that QGIS shows as they are. They run with the owner's rights and ask who signed in.

-- The division that an edit lies in is one of the editor's own.
CREATE OR REPLACE FUNCTION gis_views.check_division(code text) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  editor gis_user;
BEGIN
  SELECT * INTO editor FROM gis_user WHERE role = session_user;
  IF editor.edits IS NOT TRUE THEN
    RAISE EXCEPTION '您没有编辑权限，请联系管理员。' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF code IS NULL OR code !~ '^[0-9]{12}$' THEN
    RAISE EXCEPTION '行政区划代码（%）应为 12 位数字。', coalesce(code, '空') USING ERRCODE = 'check_violation';
  END IF;
  IF NOT starts_with(code, editor.prefix) THEN
    RAISE EXCEPTION '行政区划 % 不在您的辖区（%）内。', code, editor.division_code USING ERRCODE = 'insufficient_privilege';
  END IF;
END $$;

CREATE OR REPLACE FUNCTION gis_views.check_known_division(code text) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM gis_views.check_division(code);
  IF NOT EXISTS (SELECT FROM division d WHERE d.code = check_known_division.code) THEN
    RAISE EXCEPTION '没有代码为 % 的行政区划。', code USING ERRCODE = 'foreign_key_violation';
  END IF;
END $$;

-- A shape that can be kept: finite, in degrees, valid, not of millions of points, and in or near its county.
CREATE OR REPLACE FUNCTION gis_views.check_shape(shape geometry, division_code text) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  fault valid_detail;
  county geometry;
BEGIN
  IF shape IS NULL OR ST_IsEmpty(shape) THEN
    RAISE EXCEPTION '图形不能为空。' USING ERRCODE = 'not_null_violation';
  END IF;
  IF ST_NPoints(shape) > {most_points} THEN
    RAISE EXCEPTION '图形有 % 个顶点，最多 {most_points} 个，请先简化。', ST_NPoints(shape) USING ERRCODE = 'check_violation';
  END IF;
  IF NOT (ST_XMin(shape) >= -180 AND ST_XMax(shape) <= 180 AND ST_YMin(shape) >= -90 AND ST_YMax(shape) <= 90)
     OR EXISTS (SELECT FROM ST_DumpPoints(shape) p WHERE 'NaN' IN (ST_X(p.geom), ST_Y(p.geom))) THEN
    RAISE EXCEPTION '坐标超出经纬度范围，请检查坐标系，以及经度和纬度是否写反。' USING ERRCODE = 'check_violation';
  END IF;
  fault := ST_IsValidDetail(shape);
  IF NOT fault.valid THEN
    RAISE EXCEPTION '图形无效：%，位置 %。请修改后再保存。',
      CASE WHEN fault.reason ILIKE '%self-intersection%' THEN '边界自相交' WHEN fault.reason ILIKE '%hole%' THEN '孔洞在外环之外'
        WHEN fault.reason ILIKE '%too few points%' THEN '顶点太少' ELSE fault.reason END,
      coalesce(format('%s %s', round(ST_X(fault.location)::numeric, 6), round(ST_Y(fault.location)::numeric, 6)), '不明')
      USING ERRCODE = 'check_violation';
  END IF;
  SELECT geom INTO county FROM division WHERE code = rpad(left(check_shape.division_code, 6), 12, '0');
  IF county IS NOT NULL AND NOT ST_DWithin(county::geography, shape::geography, {outside_m}) THEN
    RAISE EXCEPTION '图形离本县超过 % 公里，请检查坐标系，以及经度和纬度是否写反。', {outside_m} / 1000
      USING ERRCODE = 'check_violation';
  END IF;
END $$;

-- Whether a feature lies neither in a division nor at its border.
CREATE OR REPLACE FUNCTION gis_views.lies_apart(shape geometry, code text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT NOT ST_Intersects(d.geom, shape) AND NOT ST_DWithin(d.geom::geography, shape::geography, {near_m})
  FROM division d WHERE d.code = lies_apart.code
$$;

-- A feature does not come to lie apart from its division, on the ground or on paper; `before` is the division that it
-- was apart from already: such a one can still be edited.
CREATE OR REPLACE FUNCTION gis_views.check_ground(shape geometry, code text, before text) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF code IS DISTINCT FROM before AND gis_views.lies_apart(shape, code) THEN
    RAISE EXCEPTION '图形不在 %（%）内，请改填图形所在的行政区划代码，或改正图形。',
      (SELECT name FROM division d WHERE d.code = check_ground.code), code USING ERRCODE = 'check_violation';
  END IF;
END $$;

-- A key and a code stay: duties, visits and papers hang on them.
CREATE OR REPLACE FUNCTION gis_views.check_same(old_id int, new_id int, old_code text, new_code text) RETURNS void
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF old_id IS DISTINCT FROM new_id OR old_code IS DISTINCT FROM new_code THEN
    RAISE EXCEPTION '标识和编码（%）不能改；要换编码，请新建要素再删除旧的。', old_code USING ERRCODE = 'check_violation';
  END IF;
END $$;

-- Nothing is deleted that records hang on.
CREATE OR REPLACE FUNCTION gis_views.check_free(layer text, id int, code text) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  held text;
BEGIN
  SELECT string_agg(format('%s %s 条', CASE what WHEN 'assignment' THEN '责任' WHEN 'issue' THEN '问题'
      WHEN 'visit' THEN '计入责任的巡查' WHEN 'forestry_work' THEN '营造林作业' WHEN 'division' THEN '下级区划'
      WHEN 'officer' THEN '人员' WHEN 'river_segment' THEN '河段' WHEN 'forest_plot' THEN '小班' ELSE what END, many), '、')
  INTO held FROM hangs_on(layer, ARRAY[id]);
  IF held IS NOT NULL THEN
    RAISE EXCEPTION '% 不能删除，还有：%。请改为结束责任，要素和记录都会保留。', code, held USING ERRCODE = 'foreign_key_violation';
  END IF;
END $$;

-- The worker lays stations and cells anew and counts past visits again; the history's trigger has noted what is due.
-- One waiting job is enough, and should it be lost, the same is done by the minute.
CREATE OR REPLACE FUNCTION gis_views.ask_laying() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, status)
  VALUES ('default', 'lay_due', 0, 'lay_due', 'lay_due', '{"timestamp": 0}', 'todo') ON CONFLICT DO NOTHING
$$;

CREATE OR REPLACE FUNCTION gis_views.edit_segments() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  own_river int;
BEGIN
  IF TG_OP <> 'INSERT' THEN
    PERFORM gis_views.check_division(OLD.division_code);
  END IF;
  IF TG_OP = 'DELETE' THEN
    PERFORM gis_views.check_free('segments', OLD.id, OLD.code);
    DELETE FROM river_segment WHERE id = OLD.id;
    RETURN OLD;
  END IF;
  PERFORM gis_views.check_known_division(NEW.division_code), gis_views.check_shape(NEW.geom, NEW.division_code);
  PERFORM gis_views.check_ground(NEW.geom, NEW.division_code,
    CASE WHEN TG_OP = 'UPDATE' AND gis_views.lies_apart(OLD.geom, OLD.division_code) THEN OLD.division_code END);
  SELECT id INTO own_river FROM river WHERE name = NEW.river ORDER BY id LIMIT 1;
  IF NEW.river IS NOT NULL AND own_river IS NULL THEN
    RAISE EXCEPTION '没有名为 % 的河流；新的河流请由导入建立。', NEW.river USING ERRCODE = 'foreign_key_violation';
  END IF;
  IF TG_OP = 'INSERT' THEN
    INSERT INTO river_segment (code, name, river_id, bank, stakes, object_class, division_code, geom)
    VALUES (NEW.code, NEW.name, own_river, NEW.bank, NEW.stakes, NEW.object_class, NEW.division_code, NEW.geom)
    RETURNING id INTO NEW.id;
  ELSE
    PERFORM gis_views.check_same(OLD.id, NEW.id, OLD.code, NEW.code);
    UPDATE river_segment s SET name = NEW.name, bank = NEW.bank, stakes = NEW.stakes, object_class = NEW.object_class,
      river_id = CASE WHEN NEW.river IS DISTINCT FROM OLD.river THEN own_river ELSE s.river_id END,
      division_code = NEW.division_code, geom = NEW.geom
    WHERE id = OLD.id;
  END IF;
  PERFORM gis_views.ask_laying();
  RETURN NEW;
EXCEPTION WHEN unique_violation THEN
  RAISE EXCEPTION '河段编码 % 已有河段使用。', NEW.code USING ERRCODE = 'unique_violation';
WHEN not_null_violation THEN
  RAISE EXCEPTION '河段的编码、行政区划代码和图形都不能为空。' USING ERRCODE = 'not_null_violation';
END $$;

CREATE OR REPLACE FUNCTION gis_views.edit_plots() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  recorded float := NEW.recorded_area_mu * 2000.0 / 3;
BEGIN
  IF TG_OP <> 'INSERT' THEN
    PERFORM gis_views.check_division(OLD.division_code);
  END IF;
  IF TG_OP = 'DELETE' THEN
    PERFORM gis_views.check_free('plots', OLD.id, OLD.code);
    DELETE FROM forest_plot WHERE id = OLD.id;
    RETURN OLD;
  END IF;
  PERFORM gis_views.check_known_division(NEW.division_code), gis_views.check_shape(NEW.geom, NEW.division_code);
  PERFORM gis_views.check_ground(NEW.geom, NEW.division_code,
    CASE WHEN TG_OP = 'UPDATE' AND gis_views.lies_apart(OLD.geom, OLD.division_code) THEN OLD.division_code END);
  IF NOT recorded BETWEEN 0 AND 1e12 THEN
    RAISE EXCEPTION '登记面积（亩）应为不小于 0 的数。' USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'INSERT' THEN
    INSERT INTO forest_plot (code, name, division_code, compartment, plot_number, tree_species, land_class, object_class,
      recorded_area_m2, geom)
    VALUES (NEW.code, NEW.name, NEW.division_code, NEW.compartment, NEW.plot_number, NEW.tree_species, NEW.land_class,
      NEW.object_class, recorded, NEW.geom)
    RETURNING id INTO NEW.id;
  ELSE
    PERFORM gis_views.check_same(OLD.id, NEW.id, OLD.code, NEW.code);
    UPDATE forest_plot p SET name = NEW.name, division_code = NEW.division_code, compartment = NEW.compartment,
      plot_number = NEW.plot_number, tree_species = NEW.tree_species, land_class = NEW.land_class,
      object_class = NEW.object_class, geom = NEW.geom, recorded_area_m2 =
        CASE WHEN NEW.recorded_area_mu IS DISTINCT FROM OLD.recorded_area_mu THEN recorded ELSE p.recorded_area_m2 END
    WHERE id = OLD.id;
  END IF;
  PERFORM gis_views.ask_laying();
  RETURN NEW;
EXCEPTION WHEN unique_violation THEN
  RAISE EXCEPTION '小班编码 % 或同一村内的林班、小班号已有小班使用。', NEW.code USING ERRCODE = 'unique_violation';
WHEN not_null_violation THEN
  RAISE EXCEPTION '小班的编码、行政区划代码和图形都不能为空。' USING ERRCODE = 'not_null_violation';
END $$;

CREATE OR REPLACE FUNCTION gis_views.edit_zoning() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    PERFORM gis_views.check_division(OLD.division_code);
  END IF;
  IF TG_OP = 'DELETE' THEN
    PERFORM gis_views.check_free('zoning', OLD.id, OLD.code);
    DELETE FROM zoning_unit WHERE id = OLD.id;
    PERFORM gis_views.ask_laying();
    RETURN OLD;
  END IF;
  PERFORM gis_views.check_known_division(NEW.division_code), gis_views.check_shape(NEW.geom, NEW.division_code);
  PERFORM gis_views.check_ground(NEW.geom, NEW.division_code,
    CASE WHEN TG_OP = 'UPDATE' AND gis_views.lies_apart(OLD.geom, OLD.division_code) THEN OLD.division_code END);
  IF NEW.category IS NULL OR NEW.category NOT IN ('priority', 'key', 'general', 'red_line', 'farmland') THEN
    RAISE EXCEPTION '类别（%）应为 priority、key、general、red_line 或 farmland。', coalesce(NEW.category, '空')
      USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'INSERT' THEN
    INSERT INTO zoning_unit (code, name, category, division_code, geom)
    VALUES (NEW.code, NEW.name, NEW.category, NEW.division_code, NEW.geom)
    RETURNING id INTO NEW.id;
  ELSE
    PERFORM gis_views.check_same(OLD.id, NEW.id, OLD.code, NEW.code);
    UPDATE zoning_unit SET name = NEW.name, category = NEW.category, division_code = NEW.division_code, geom = NEW.geom
    WHERE id = OLD.id;
  END IF;
  PERFORM gis_views.ask_laying();
  RETURN NEW;
EXCEPTION WHEN unique_violation THEN
  RAISE EXCEPTION '管控单元编码 % 已有单元使用。', NEW.code USING ERRCODE = 'unique_violation';
WHEN not_null_violation THEN
  RAISE EXCEPTION '管控单元的编码、名称、行政区划代码和图形都不能为空。' USING ERRCODE = 'not_null_violation';
END $$;

CREATE OR REPLACE FUNCTION gis_views.edit_divisions() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    PERFORM gis_views.check_division(OLD.code);
  END IF;
  IF TG_OP = 'DELETE' THEN
    PERFORM gis_views.check_free('divisions', OLD.id, OLD.code);
    DELETE FROM division WHERE id = OLD.id;
    RETURN OLD;
  END IF;
  PERFORM gis_views.check_division(NEW.code), gis_views.check_shape(NEW.geom, NEW.code);
  IF NEW.level IS NULL OR NEW.level NOT IN ('county', 'township', 'village') THEN
    RAISE EXCEPTION '级别（%）应为 county、township 或 village。', coalesce(NEW.level, '空') USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.level <> 'county' AND NOT EXISTS (SELECT FROM division d WHERE d.code = NEW.parent_code) THEN
    RAISE EXCEPTION '没有代码为 % 的上级区划。', coalesce(NEW.parent_code, '空') USING ERRCODE = 'foreign_key_violation';
  END IF;
  IF TG_OP = 'INSERT' THEN
    INSERT INTO division (code, name, level, parent_code, geom)
    VALUES (NEW.code, NEW.name, NEW.level, NEW.parent_code, NEW.geom)
    RETURNING id INTO NEW.id;
  ELSE
    PERFORM gis_views.check_same(OLD.id, NEW.id, OLD.code, NEW.code);
    UPDATE division SET name = NEW.name, level = NEW.level, parent_code = NEW.parent_code, geom = NEW.geom
    WHERE id = OLD.id;
  END IF;
  RETURN NEW;
EXCEPTION WHEN unique_violation THEN
  RAISE EXCEPTION '行政区划代码 % 已存在。', NEW.code USING ERRCODE = 'unique_violation';
WHEN not_null_violation THEN
  RAISE EXCEPTION '行政区划的代码、名称和图形都不能为空。' USING ERRCODE = 'not_null_violation';
END $$;
