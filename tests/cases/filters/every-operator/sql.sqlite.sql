WITH guard AS MATERIALIZED (
  SELECT coalesce((
    SELECT CASE WHEN (access_token.revoked_at IS NOT NULL) THEN 'revoked' WHEN (access_token.expires_at <= :now) THEN 'expired' WHEN (organization.disabled_at IS NOT NULL) THEN 'disabled' WHEN (EXISTS (
      SELECT *
      FROM app_user
      WHERE app_user.id = access_token.user_id
      AND app_user.disabled_at IS NOT NULL
    )) THEN 'disabled' WHEN (NOT (EXISTS (
      SELECT *
      FROM policy_revision
      WHERE policy_revision.active = 1
      AND policy_revision.revision = :revision
    ))) THEN 'stale' ELSE 'ok' END AS anon_1
    FROM access_token
    JOIN organization ON organization.id = access_token.organization_id
    WHERE access_token.id = :token
  ), 'unknown') AS verdict
), l1 AS MATERIALIZED (
  SELECT t1.id AS id
  FROM visitor AS t1
  WHERE coalesce(t1.visit_count = :v0, 0) = 1
  ORDER BY t1.id ASC
  LIMIT 20
), l2 AS MATERIALIZED (
  SELECT t2.id AS id
  FROM visitor AS t2
  WHERE coalesce(t2.os != :v1, 0) = 1
  ORDER BY t2.id ASC
  LIMIT 20
), l3 AS MATERIALIZED (
  SELECT t3.id AS id
  FROM visitor AS t3
  WHERE coalesce(t3.os IN (
    SELECT bound.value
    FROM json_each(:v2) AS bound
  ), 0) = 1
  ORDER BY t3.id ASC
  LIMIT 20
), l4 AS MATERIALIZED (
  SELECT t4.id AS id
  FROM visitor AS t4
  WHERE coalesce(t4.os IS NOT NULL
  AND (t4.os NOT IN (
    SELECT bound.value
    FROM json_each(:v3) AS bound
  )), 0) = 1
  ORDER BY t4.id ASC
  LIMIT 20
), l5 AS MATERIALIZED (
  SELECT t5.id AS id
  FROM visitor AS t5
  WHERE coalesce(t5.birth_year < :v4, 0) = 1
  ORDER BY t5.id ASC
  LIMIT 20
), l6 AS MATERIALIZED (
  SELECT t6.id AS id
  FROM visitor AS t6
  WHERE coalesce(t6.birth_year <= :v5, 0) = 1
  ORDER BY t6.id ASC
  LIMIT 20
), l7 AS MATERIALIZED (
  SELECT t7.id AS id
  FROM visitor AS t7
  WHERE coalesce(t7.created_at > :v6, 0) = 1
  ORDER BY t7.id ASC
  LIMIT 20
), l8 AS MATERIALIZED (
  SELECT t8.id AS id
  FROM visitor AS t8
  WHERE coalesce(t8.created_at >= :v7, 0) = 1
  ORDER BY t8.id ASC
  LIMIT 20
), l9 AS MATERIALIZED (
  SELECT t9.id AS id
  FROM visitor AS t9
  WHERE CASE WHEN :v8 THEN t9.os IS NULL ELSE t9.os IS NOT NULL END = 1
  ORDER BY t9.id ASC
  LIMIT 20
), l10 AS MATERIALIZED (
  SELECT t10.id AS id
  FROM visitor AS t10
  WHERE coalesce(t10.birth_year < :v9, 0) = 1
  AND coalesce(t10.birth_year >= :v10, 0) = 1
  AND coalesce(t10.gender = :v11, 0) = 0
  ORDER BY t10.id ASC
  LIMIT 20
), l11 AS MATERIALIZED (
  SELECT t11.id AS id, t11.status AS status, t11.visitor_id AS visitor_id
  FROM consent AS t11
  JOIN visitor AS v11 ON v11.site_id = t11.site_id
  AND v11.id = t11.visitor_id
  WHERE coalesce(t11.status IN (
    SELECT bound.value
    FROM json_each(:v12) AS bound
  ), 0) = 1
  AND coalesce(t11.legal_basis != :v13, 0) = 1
  ORDER BY t11.id ASC
  LIMIT 20
), l12 AS MATERIALIZED (
  SELECT t12.id AS id
  FROM visitor AS t12
  WHERE coalesce(t12.id IN (
    SELECT bound.value
    FROM json_each(:v14) AS bound
  ), 0) = 1
  ORDER BY t12.id ASC
  LIMIT 20
), l13 AS MATERIALIZED (
  SELECT t13.id AS id, t13.birth_year AS birth_year
  FROM visitor AS t13
  WHERE coalesce(CASE WHEN (t13.birth_year IS NULL) THEN NULL WHEN (:year - t13.birth_year < 18) THEN 'UNDER_18' WHEN (:year - t13.birth_year < 25) THEN '18_24' WHEN (:year - t13.birth_year < 35) THEN '25_34' WHEN (:year - t13.birth_year < 45) THEN '35_44' WHEN (:year - t13.birth_year < 55) THEN '45_54' WHEN (:year - t13.birth_year < 65) THEN '55_64' ELSE '65_PLUS' END = :v15, 0) = 1
  ORDER BY t13.id ASC
  LIMIT 20
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN json_object('nodes', (
  SELECT json_group_array(json_object('id', l1.id)) AS json_group_array_1
  FROM l1
)) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_2
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l1.id, 5) AS id, '' AS signature
      FROM l1
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts0, CASE WHEN (guard.verdict = 'ok') THEN json_object('nodes', (
  SELECT json_group_array(json_object('id', l2.id)) AS json_group_array_2
  FROM l2
)) END AS body1, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_3
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l2.id, 5) AS id, '' AS signature
      FROM l2
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts1, CASE WHEN (guard.verdict = 'ok') THEN json_object('nodes', (
  SELECT json_group_array(json_object('id', l3.id)) AS json_group_array_3
  FROM l3
)) END AS body2, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_4
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l3.id, 5) AS id, '' AS signature
      FROM l3
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts2, CASE WHEN (guard.verdict = 'ok') THEN json_object('nodes', (
  SELECT json_group_array(json_object('id', l4.id)) AS json_group_array_4
  FROM l4
)) END AS body3, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_5
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l4.id, 5) AS id, '' AS signature
      FROM l4
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts3, CASE WHEN (guard.verdict = 'ok') THEN json_object('nodes', (
  SELECT json_group_array(json_object('id', l5.id)) AS json_group_array_5
  FROM l5
)) END AS body4, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_6
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l5.id, 5) AS id, '' AS signature
      FROM l5
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts4, CASE WHEN (guard.verdict = 'ok') THEN json_object('nodes', (
  SELECT json_group_array(json_object('id', l6.id)) AS json_group_array_6
  FROM l6
)) END AS body5, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_7
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l6.id, 5) AS id, '' AS signature
      FROM l6
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts5, CASE WHEN (guard.verdict = 'ok') THEN json_object('nodes', (
  SELECT json_group_array(json_object('id', l7.id)) AS json_group_array_7
  FROM l7
)) END AS body6, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_8
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l7.id, 5) AS id, '' AS signature
      FROM l7
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts6, CASE WHEN (guard.verdict = 'ok') THEN json_object('nodes', (
  SELECT json_group_array(json_object('id', l8.id)) AS json_group_array_8
  FROM l8
)) END AS body7, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_9
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l8.id, 5) AS id, '' AS signature
      FROM l8
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts7, CASE WHEN (guard.verdict = 'ok') THEN json_object('nodes', (
  SELECT json_group_array(json_object('id', l9.id)) AS json_group_array_9
  FROM l9
)) END AS body8, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_10
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l9.id, 5) AS id, '' AS signature
      FROM l9
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts8, CASE WHEN (guard.verdict = 'ok') THEN json_object('nodes', (
  SELECT json_group_array(json_object('id', l10.id)) AS json_group_array_10
  FROM l10
)) END AS body9, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_11
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l10.id, 5) AS id, '' AS signature
      FROM l10
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts9, CASE WHEN (guard.verdict = 'ok') THEN json_object('nodes', (
  SELECT json_group_array(json_object('id', l11.id, 'status', l11.status)) AS json_group_array_11
  FROM l11
)) END AS body10, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_12
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT DISTINCT substr(l11.visitor_id, 5) AS id, '' AS signature
      FROM l11
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts10, CASE WHEN (guard.verdict = 'ok') THEN json_object('nodes', (
  SELECT json_group_array(json_object('id', l12.id)) AS json_group_array_12
  FROM l12
)) END AS body11, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_13
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l12.id, 5) AS id, '' AS signature
      FROM l12
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts11, CASE WHEN (guard.verdict = 'ok') THEN json_object('nodes', (
  SELECT json_group_array(json_object('id', l13.id, 'ageBand', CASE WHEN (l13.birth_year IS NULL) THEN NULL WHEN (:year - l13.birth_year < 18) THEN 'UNDER_18' WHEN (:year - l13.birth_year < 25) THEN '18_24' WHEN (:year - l13.birth_year < 35) THEN '25_34' WHEN (:year - l13.birth_year < 45) THEN '35_44' WHEN (:year - l13.birth_year < 55) THEN '45_54' WHEN (:year - l13.birth_year < 65) THEN '55_64' ELSE '65_PLUS' END)) AS json_group_array_13
  FROM l13
)) END AS body12, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_14
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l13.id, 5) AS id, CASE WHEN (CASE WHEN (l13.birth_year IS NULL) THEN NULL WHEN (:year - l13.birth_year < 18) THEN 'UNDER_18' WHEN (:year - l13.birth_year < 25) THEN '18_24' WHEN (:year - l13.birth_year < 35) THEN '25_34' WHEN (:year - l13.birth_year < 45) THEN '35_44' WHEN (:year - l13.birth_year < 55) THEN '45_54' WHEN (:year - l13.birth_year < 65) THEN '55_64' ELSE '65_PLUS' END IS NOT NULL) THEN '1' ELSE '0' END AS signature
      FROM l13
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts12
FROM guard
