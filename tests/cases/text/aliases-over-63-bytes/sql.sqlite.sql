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
  SELECT t1.id AS id, t1.os AS os, t1.preferences AS preferences, t1.site_id AS site_id, t1.latitude_e6 AS latitude_e6, t1.visit_count AS visit_count, t1.created_at AS created_at, t1.phone AS phone
  FROM visitor AS t1
  WHERE 1 = 1
  ORDER BY t1.id ASC
  LIMIT :v0
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN json_object('nodes', (
  SELECT json_group_array(json_object('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaxyz1', l1.id, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaxyz2', l1.os, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaxyz3', json(l1.preferences), '__typename', 'Visitor', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaxyz4', (
    SELECT json_object('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaxyz5', l2.domain, '__typename', 'Site') AS json_object_1
    FROM (
      SELECT t2.domain AS domain
      FROM site AS t2
      WHERE t2.id = l1.site_id
      LIMIT 1
    ) AS l2
  ), 'latitude', CASE WHEN (l1.latitude_e6 IS NULL) THEN NULL ELSE json(printf('%s%d.%06d', CASE WHEN (l1.latitude_e6 < 0) THEN '-' ELSE '' END, abs(l1.latitude_e6) / 1000000, abs(l1.latitude_e6) % 1000000)) END, 'visitCount', l1.visit_count, 'createdAt', l1.created_at, 'phone', l1.phone, 'identifiers', (
    SELECT json_group_array(json_object('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaxyz6', part.kind, '__typename', 'Identifier')) AS json_group_array_2
    FROM (
      SELECT l1parts.kind AS kind, l1parts.value AS value
      FROM visitor_alias AS l1parts
      WHERE l1parts.site_id = l1.site_id
      AND l1parts.visitor_id = l1.id
      AND (l1parts.kind NOT IN ('device', 'cookie'))
      ORDER BY l1parts.kind, l1parts.value
    ) AS part
  ), 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaxyz7', json_object('totalCount', (
    SELECT count(*) AS count_1
    FROM visit AS t3
    WHERE t3.visitor_id = l1.id
    AND t3.site_id = l1.site_id
  ), 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaxyz8', (
    SELECT json_group_array(json_object('id', l4.id, '__typename', 'Visit')) AS json_group_array_3
    FROM (
      SELECT t4.id AS id
      FROM visit AS t4
      WHERE t4.visitor_id = l1.id
      AND t4.site_id = l1.site_id
      ORDER BY t4.id ASC
      LIMIT :v1
    ) AS l4
  )))) AS json_group_array_1
  FROM l1
)) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_2
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l1.id, 5) AS id, CASE WHEN (l1.os IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.preferences IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.latitude_e6 IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.phone IS NOT NULL) THEN '1' ELSE '0' END || '1' AS signature
      FROM l1
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts0
FROM guard
