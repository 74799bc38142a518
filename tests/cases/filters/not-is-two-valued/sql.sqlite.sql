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
  WHERE coalesce(t1.os = :v0, 0) = 0
  ORDER BY t1.id ASC
  LIMIT 20
), l2 AS MATERIALIZED (
  SELECT t2.id AS id
  FROM visitor AS t2
  WHERE coalesce(t2.os = :v1, 0) = 0 OR coalesce(t2.browser = :v2, 0) = 0
  ORDER BY t2.id ASC
  LIMIT 20
), l3 AS MATERIALIZED (
  SELECT t3.id AS id
  FROM visitor AS t3
  WHERE coalesce(t3.os > :v3, 0) = 1
  ORDER BY t3.id ASC
  LIMIT 20
), l4 AS MATERIALIZED (
  SELECT t4.os AS os, t4.id AS id
  FROM visitor AS t4
  WHERE CASE WHEN :v4 THEN t4.os IS NOT NULL ELSE t4.os IS NULL END = 1
  AND coalesce(substr(t4.os, 1, length(:v5)) = :v5, 0) = 0
  ORDER BY t4.id ASC
  LIMIT 20
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN json_object('totalCount', (
  SELECT count(*) AS count_1
  FROM visitor AS t1
  WHERE coalesce(t1.os = :v0, 0) = 0
)) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts0, CASE WHEN (guard.verdict = 'ok') THEN json_object('totalCount', (
  SELECT count(*) AS count_2
  FROM visitor AS t2
  WHERE coalesce(t2.os = :v1, 0) = 0 OR coalesce(t2.browser = :v2, 0) = 0
)) END AS body1, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts1, CASE WHEN (guard.verdict = 'ok') THEN json_object('totalCount', (
  SELECT count(*) AS count_3
  FROM visitor AS t3
  WHERE coalesce(t3.os > :v3, 0) = 1
)) END AS body2, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts2, CASE WHEN (guard.verdict = 'ok') THEN json_object('nodes', (
  SELECT json_group_array(json_object('os', l4.os)) AS json_group_array_1
  FROM l4
)) END AS body3, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_2
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l4.id, 5) AS id, CASE WHEN (l4.os IS NOT NULL) THEN '1' ELSE '0' END AS signature
      FROM l4
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts3
FROM guard
