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
  SELECT p1.k0 AS k0, p1.k1 AS k1, p1.id AS id, p1.os AS os, p1.visit_count AS visit_count, row_number() OVER () AS n
  FROM (
    SELECT t1.os AS k0, t1.visit_count AS k1, t1.id AS id, t1.os AS os, t1.visit_count AS visit_count
    FROM visitor AS t1
    WHERE 1 = 1
    ORDER BY t1.os DESC NULLS LAST, t1.visit_count ASC, t1.id ASC
    LIMIT :v0_more
  ) AS p1
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN json_object('edges', (
  SELECT json_group_array(json_object('cursor', base64url('["439aa507"' || ',' || json_quote(l1.k0) || ',' || json_quote(l1.k1) || ',' || json_quote(l1.id) || ']'), 'node', json_object('id', l1.id, 'os', l1.os, 'visitCount', l1.visit_count))) AS json_group_array_1
  FROM l1
  WHERE l1.n <= :v0
), 'pageInfo', json_object('hasNextPage', CASE (
  SELECT count(*) AS count_1
  FROM l1
) > :v0 WHEN 1 THEN json('true') WHEN 0 THEN json('false') END, 'hasPreviousPage', CASE false WHEN 1 THEN json('true') WHEN 0 THEN json('false') END, 'startCursor', (
  SELECT base64url('["439aa507"' || ',' || json_quote(l1.k0) || ',' || json_quote(l1.k1) || ',' || json_quote(l1.id) || ']') AS base64url_1
  FROM l1
  WHERE l1.n = 1
  AND l1.n <= :v0
), 'endCursor', (
  SELECT base64url('["439aa507"' || ',' || json_quote(l1.k0) || ',' || json_quote(l1.k1) || ',' || json_quote(l1.id) || ']') AS base64url_1
  FROM l1
  WHERE l1.n <= :v0
  ORDER BY l1.n DESC
  LIMIT 1
))) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_2
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l1.id, 5) AS id, CASE WHEN (l1.os IS NOT NULL) THEN '1' ELSE '0' END AS signature
      FROM l1
      WHERE l1.n <= :v0
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts0
FROM guard
