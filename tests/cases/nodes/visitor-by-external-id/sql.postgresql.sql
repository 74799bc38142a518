WITH guard AS MATERIALIZED (
  SELECT coalesce((
    SELECT CASE WHEN (access_token.revoked_at IS NOT NULL) THEN 'revoked' WHEN (access_token.expires_at <= $1::TIMESTAMP
    WITH TIME ZONE) THEN 'expired' WHEN (organization.disabled_at IS NOT NULL) THEN 'disabled' WHEN (EXISTS (
      SELECT *
      FROM app_user
      WHERE app_user.id = access_token.user_id
      AND app_user.disabled_at IS NOT NULL
    )) THEN 'disabled' WHEN (NOT (EXISTS (
      SELECT *
      FROM policy_revision
      WHERE policy_revision.active
      AND policy_revision.revision = $2::VARCHAR COLLATE "C"
    ))) THEN 'stale' ELSE 'ok' END AS anon_1
    FROM access_token
    JOIN organization ON organization.id = access_token.organization_id
    WHERE access_token.id = $3::VARCHAR COLLATE "C"
  ), 'unknown') AS verdict
), l1 AS MATERIALIZED (
  SELECT t1.id AS id, t1.email AS email
  FROM visitor AS t1
  WHERE t1.site_id = $4::VARCHAR COLLATE "C"
  AND coalesce(t1.external_id = $5::VARCHAR, false)
  AND $4::VARCHAR COLLATE "C" IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = $6::VARCHAR COLLATE "C"
  )
  AND t1.restricted_at IS NULL
  AND t1.permission_basis IS NOT NULL
  AND ($7::BOOLEAN OR t1.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = $6::VARCHAR COLLATE "C"
  ))
  LIMIT 1
), l2 AS MATERIALIZED (
  SELECT t2.id AS id
  FROM visitor AS t2
  WHERE t2.site_id = $8::VARCHAR COLLATE "C"
  AND coalesce(t2.external_id = $9::VARCHAR, false)
  AND $8::VARCHAR COLLATE "C" IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = $6::VARCHAR COLLATE "C"
  )
  AND t2.restricted_at IS NULL
  AND t2.permission_basis IS NOT NULL
  AND ($7::BOOLEAN OR t2.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = $6::VARCHAR COLLATE "C"
  ))
  LIMIT 1
), l3 AS MATERIALIZED (
  SELECT t3.id AS id
  FROM visitor AS t3
  WHERE t3.id = $10::VARCHAR COLLATE "C"
  AND t3.site_id = $11::VARCHAR COLLATE "C"
  AND $11::VARCHAR COLLATE "C" IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = $6::VARCHAR COLLATE "C"
  )
  AND t3.restricted_at IS NULL
  AND t3.permission_basis IS NOT NULL
  AND ($7::BOOLEAN OR t3.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = $6::VARCHAR COLLATE "C"
  ))
  LIMIT 1
), l4 AS MATERIALIZED (
  SELECT t4.id AS id
  FROM visitor AS t4
  WHERE t4.id = $12::VARCHAR COLLATE "C"
  AND t4.site_id = $13::VARCHAR COLLATE "C"
  AND $13::VARCHAR COLLATE "C" IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = $6::VARCHAR COLLATE "C"
  )
  AND t4.restricted_at IS NULL
  AND t4.permission_basis IS NOT NULL
  AND ($7::BOOLEAN OR t4.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = $6::VARCHAR COLLATE "C"
  ))
  LIMIT 1
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_1
  FROM (
    SELECT l1.id AS id, l1.email AS email
    FROM l1
  ) AS z
) AS TEXT) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN coalesce((
  SELECT '[' || '["' || CASE WHEN (l1.email IS NOT NULL) THEN '1' ELSE '0' END || '","' || substr(l1.id, 5) || '"]' || ']' AS anon_2
  FROM l1
), '[]') END AS facts0, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_2
  FROM (
    SELECT l2.id AS id
    FROM l2
  ) AS z
) AS TEXT) END AS body1, CASE WHEN (guard.verdict = 'ok') THEN coalesce((
  SELECT '[' || '["' || '' || '","' || substr(l2.id, 5) || '"]' || ']' AS anon_3
  FROM l2
), '[]') END AS facts1, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_3
  FROM (
    SELECT l3.id AS id
    FROM l3
  ) AS z
) AS TEXT) END AS body2, CASE WHEN (guard.verdict = 'ok') THEN coalesce((
  SELECT '[' || '["' || '' || '","' || substr(l3.id, 5) || '"]' || ']' AS anon_4
  FROM l3
), '[]') END AS facts2, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_4
  FROM (
    SELECT l4.id AS id
    FROM l4
  ) AS z
) AS TEXT) END AS body3, CASE WHEN (guard.verdict = 'ok') THEN coalesce((
  SELECT '[' || '["' || '' || '","' || substr(l4.id, 5) || '"]' || ']' AS anon_5
  FROM l4
), '[]') END AS facts3
FROM guard
