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
), granted AS MATERIALIZED (
  SELECT sharing_grant.site_id AS site_id, anon_2.value AS category
  FROM sharing_grant LEFT OUTER
  JOIN unnest(sharing_grant.categories) AS anon_2(value) ON true
  WHERE sharing_grant.site_id IS NOT NULL
  AND sharing_grant.recipient_id = $4::VARCHAR COLLATE "C"
  AND sharing_grant.status = 'ACTIVE'
  AND sharing_grant.starts_at <= $1::TIMESTAMP
  WITH TIME ZONE
  AND (sharing_grant.expires_at IS NULL OR sharing_grant.expires_at > $1::TIMESTAMP
  WITH TIME ZONE)
  AND (sharing_grant.purposes && ARRAY[ 'personalize', 'personalize.content' ]) UNION ALL
  SELECT site.id AS id, anon_2.value AS category
  FROM site
  JOIN (sharing_grant LEFT OUTER
  JOIN unnest(sharing_grant.categories) AS anon_2(value) ON true) ON sharing_grant.grantor_id = site.organization_id
  WHERE sharing_grant.site_id IS NULL
  AND sharing_grant.recipient_id = $4::VARCHAR COLLATE "C"
  AND sharing_grant.status = 'ACTIVE'
  AND sharing_grant.starts_at <= $1::TIMESTAMP
  WITH TIME ZONE
  AND (sharing_grant.expires_at IS NULL OR sharing_grant.expires_at > $1::TIMESTAMP
  WITH TIME ZONE)
  AND (sharing_grant.purposes && ARRAY[ 'personalize', 'personalize.content' ])
), l1 AS MATERIALIZED (
  SELECT m1.id AS id, m1.site_id AS site_id, m1.first_name AS first_name, m1.phone AS phone, m1.n AS n, coalesce(m1.c0 && ARRAY[ 'user', 'user.name', 'user.name.first' ], false) AS h0, coalesce(m1.c0 && ARRAY[ 'personal_data', 'user', 'user.contact', 'user.contact.phone_number' ], false) AS h1
  FROM (
    SELECT p1.id AS id, p1.site_id AS site_id, p1.first_name AS first_name, p1.phone AS phone, row_number() OVER () AS n, (
      SELECT array_agg(granted.category) AS array_agg_1
      FROM granted
      WHERE granted.site_id = p1.site_id
    ) AS c0
    FROM (
      SELECT t1.id AS id, t1.site_id AS site_id, t1.first_name AS first_name, t1.phone AS phone
      FROM visitor AS t1
      WHERE t1.site_id IN (
        SELECT granted.site_id
        FROM granted
      )
      ORDER BY t1.id ASC
      LIMIT 20
    ) AS p1
  ) AS m1
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_1
  FROM (
    SELECT (
      SELECT count(*) AS count_1
      FROM visitor AS t1
      WHERE t1.site_id IN (
        SELECT granted.site_id
        FROM granted
      )
    ) AS "totalCount", array((
      SELECT row_to_json(z.*) AS row_to_json_2
      FROM (
        SELECT l1.id AS id, CASE WHEN l1.h0 THEN l1.first_name ELSE NULL END AS "firstName", CASE WHEN l1.h1 THEN l1.phone ELSE NULL END AS phone
        FROM l1
      ) AS z
    )) AS nodes
  ) AS z
) AS TEXT) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(string_agg('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_3
  FROM (
    SELECT each_visitor.signature AS signature, string_agg(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l1.id, 5) AS id, CASE WHEN l1.h0 THEN CASE WHEN (l1.first_name IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END || CASE WHEN l1.h1 THEN CASE WHEN (l1.phone IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS signature
      FROM l1
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts0
FROM guard
