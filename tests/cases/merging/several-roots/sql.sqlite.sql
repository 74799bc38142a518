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
  WHERE 1 = 1
  ORDER BY t1.id ASC
  LIMIT :v0
), l2 AS MATERIALIZED (
  SELECT t2.id AS id, t2.os AS os
  FROM visitor AS t2
  WHERE coalesce(t2.os = :v2, 0) = 1
  ORDER BY t2.id ASC
  LIMIT :v1
), l3 AS MATERIALIZED (
  SELECT t3.id AS id
  FROM site AS t3
  WHERE 1 = 1
  ORDER BY t3.id ASC
  LIMIT 20
), l4 AS MATERIALIZED (
  SELECT t4.purpose AS purpose, t4.visitor_id AS visitor_id
  FROM consent AS t4
  JOIN visitor AS v4 ON v4.site_id = t4.site_id
  AND v4.id = t4.visitor_id
  WHERE t4.id = :v3
  LIMIT 1
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
  SELECT json_group_array(json_object('id', l2.id, 'os', l2.os)) AS json_group_array_2
  FROM l2
)) END AS body1, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_3
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l2.id, 5) AS id, CASE WHEN (l2.os IS NOT NULL) THEN '1' ELSE '0' END AS signature
      FROM l2
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts1, CASE WHEN (guard.verdict = 'ok') THEN json_object('totalCount', (
  SELECT count(*) AS count_1
  FROM site AS t3
  WHERE 1 = 1
)) END AS body2, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts2, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT json_object('purpose', l4.purpose) AS json_object_1
  FROM l4
) END AS body3, CASE WHEN (guard.verdict = 'ok') THEN coalesce((
  SELECT '[' || '["' || '' || '","' || substr(l4.visitor_id, 5) || '"]' || ']' AS anon_4
  FROM l4
), '[]') END AS facts3
FROM guard
