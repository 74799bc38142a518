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
  SELECT t1.id AS id, t1.site_id AS site_id
  FROM visitor AS t1
  WHERE t1.site_id IN (
    SELECT bound.value
    FROM json_each(:sites) AS bound
  )
  ORDER BY t1.id ASC
  LIMIT 20
), l5 AS MATERIALIZED (
  SELECT t5.id AS id
  FROM site AS t5
  WHERE t5.id IN (
    SELECT bound.value
    FROM json_each(:sites) AS bound
  )
  ORDER BY t5.id ASC
  LIMIT 20
), l6 AS MATERIALIZED (
  SELECT t6.id AS id
  FROM visitor AS t6
  WHERE t6.id = :v0
  AND t6.site_id IN (
    SELECT bound.value
    FROM json_each(:sites) AS bound
  )
  LIMIT 1
), l7 AS MATERIALIZED (
  SELECT t7.id AS id, t7.site_id AS site_id
  FROM notice AS t7
  WHERE t7.site_id IN (
    SELECT bound.value
    FROM json_each(:sites) AS bound
  )
  ORDER BY t7.id ASC
  LIMIT 20
), l9 AS MATERIALIZED (
  SELECT t9.id AS id, t9.notice_id AS notice_id, t9.site_id AS site_id, t9.visitor_id AS visitor_id
  FROM consent AS t9
  JOIN visitor AS v9 ON v9.site_id = t9.site_id
  AND v9.id = t9.visitor_id
  WHERE t9.site_id IN (
    SELECT bound.value
    FROM json_each(:sites) AS bound
  )
  ORDER BY t9.id ASC
  LIMIT 20
), l11 AS MATERIALIZED (
  SELECT t11.id AS id, t11.site_id AS site_id
  FROM sharing_grant AS t11
  WHERE t11.site_id IS NOT NULL
  AND t11.site_id IN (
    SELECT bound.value
    FROM json_each(:sites) AS bound
  ) OR t11.site_id IS NULL
  AND t11.grantor_id IN (
    SELECT link_site.organization_id
    FROM site AS link_site
    WHERE link_site.id IN (
      SELECT bound.value
      FROM json_each(:sites) AS bound
    )
  )
  ORDER BY t11.id ASC
  LIMIT 20
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN json_object('totalCount', (
  SELECT count(*) AS count_1
  FROM visitor AS t1
  WHERE t1.site_id IN (
    SELECT bound.value
    FROM json_each(:sites) AS bound
  )
), 'nodes', (
  SELECT json_group_array(json_object('id', l1.id, 'site', (
    SELECT json_object('id', l2.id) AS json_object_1
    FROM (
      SELECT t2.id AS id
      FROM site AS t2
      WHERE t2.id = l1.site_id
      AND t2.id IN (
        SELECT bound.value
        FROM json_each(:sites) AS bound
      )
      LIMIT 1
    ) AS l2
  ), 'visits', json_object('totalCount', (
    SELECT count(*) AS count_2
    FROM visit AS t3
    WHERE t3.visitor_id = l1.id
    AND t3.site_id = l1.site_id
    AND t3.site_id IN (
      SELECT bound.value
      FROM json_each(:sites) AS bound
    )
  )))) AS json_group_array_1
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
  SELECT json_group_array(json_object('id', l5.id)) AS json_group_array_2
  FROM l5
)) END AS body1, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts1, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT json_object('id', l6.id) AS json_object_2
  FROM l6
) END AS body2, CASE WHEN (guard.verdict = 'ok') THEN coalesce((
  SELECT '[' || '["' || '' || '","' || substr(l6.id, 5) || '"]' || ']' AS anon_3
  FROM l6
), '[]') END AS facts2, CASE WHEN (guard.verdict = 'ok') THEN json_object('nodes', (
  SELECT json_group_array(json_object('id', l7.id, 'site', (
    SELECT json_object('id', l8.id) AS json_object_3
    FROM (
      SELECT t8.id AS id
      FROM site AS t8
      WHERE t8.id = l7.site_id
      AND t8.id IN (
        SELECT bound.value
        FROM json_each(:sites) AS bound
      )
      LIMIT 1
    ) AS l8
  ))) AS json_group_array_3
  FROM l7
)) END AS body3, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts3, CASE WHEN (guard.verdict = 'ok') THEN json_object('nodes', (
  SELECT json_group_array(json_object('id', l9.id, 'notice', (
    SELECT json_object('id', l10.id) AS json_object_4
    FROM (
      SELECT t10.id AS id
      FROM notice AS t10
      WHERE t10.id = l9.notice_id
      AND t10.site_id = l9.site_id
      AND t10.site_id IN (
        SELECT bound.value
        FROM json_each(:sites) AS bound
      )
      LIMIT 1
    ) AS l10
  ))) AS json_group_array_4
  FROM l9
)) END AS body4, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_4
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT DISTINCT substr(l9.visitor_id, 5) AS id, '' AS signature
      FROM l9
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts4, CASE WHEN (guard.verdict = 'ok') THEN json_object('nodes', (
  SELECT json_group_array(json_object('id', l11.id, 'site', (
    SELECT json_object('id', l12.id) AS json_object_5
    FROM (
      SELECT t12.id AS id
      FROM site AS t12
      WHERE t12.id = l11.site_id
      AND t12.id IN (
        SELECT bound.value
        FROM json_each(:sites) AS bound
      )
      LIMIT 1
    ) AS l12
  ))) AS json_group_array_5
  FROM l11
)) END AS body5, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts5
FROM guard
