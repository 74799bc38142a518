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
  SELECT p1.id AS id, p1.name AS name, row_number() OVER () AS n
  FROM (
    SELECT t1.id AS id, t1.name AS name
    FROM cookie AS t1
    WHERE t1.site_id IN (
      SELECT site.id
      FROM site
      WHERE site.organization_id = :organization
    )
    ORDER BY t1.id ASC
    LIMIT :v0_more
  ) AS p1
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN json_object('edges', (
  SELECT json_group_array(json_object('cursor', base64url('["45823eaa"' || ',' || json_quote(l1.id) || ']'), 'node', json_object('id', l1.id, 'name', l1.name, '__typename', 'Cookie'), '__typename', 'CookieEdge')) AS json_group_array_1
  FROM l1
  WHERE l1.n <= :v0
), 'nodes', (
  SELECT json_group_array(json_object('id', l1.id)) AS json_group_array_2
  FROM l1
  WHERE l1.n <= :v0
), '__typename', 'CookieConnection', 'pageInfo', json_object('__typename', 'PageInfo')) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts0
FROM guard
