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
  AND (sharing_grant.purposes && ARRAY[ 'analytics', 'analytics.reporting' ]) UNION ALL
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
  AND (sharing_grant.purposes && ARRAY[ 'analytics', 'analytics.reporting' ])
), l1 AS MATERIALIZED (
  SELECT t1.id AS id, t1.purposes AS purposes, t1.categories AS categories, t1.status AS status, t1.starts_at AS starts_at, t1.expires_at AS expires_at, t1.grantor_id AS grantor_id, t1.recipient_id AS recipient_id, t1.site_id AS site_id
  FROM sharing_grant AS t1
  WHERE coalesce(t1.grantor_id = $4::VARCHAR COLLATE "C" OR t1.recipient_id = $4::VARCHAR COLLATE "C", false)
  ORDER BY t1.id ASC
  LIMIT 20
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_1
  FROM (
    SELECT (
      SELECT count(*) AS count_1
      FROM sharing_grant AS t1
      WHERE coalesce(t1.grantor_id = $4::VARCHAR COLLATE "C" OR t1.recipient_id = $4::VARCHAR COLLATE "C", false)
    ) AS "totalCount", array((
      SELECT row_to_json(z.*) AS row_to_json_2
      FROM (
        SELECT l1.id AS id, l1.purposes AS purposes, l1.categories AS categories, NULL AS "legalBasis", NULL AS agreement, l1.status AS status, to_char(l1.starts_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "startsAt", to_char(l1.expires_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "expiresAt", NULL AS "createdAt", (
          SELECT row_to_json(z.*) AS row_to_json_3
          FROM (
            SELECT l2.id AS id, l2.name AS name
            FROM (
              SELECT t2.id AS id, t2.name AS name
              FROM organization AS t2
              WHERE t2.id = l1.grantor_id
              AND (coalesce(t2.id = $4::VARCHAR COLLATE "C", false) OR coalesce(t2.id IN (
                SELECT sharing_grant.grantor_id
                FROM sharing_grant
                WHERE sharing_grant.recipient_id = $4::VARCHAR COLLATE "C"
                AND sharing_grant.status = 'ACTIVE'
                AND sharing_grant.starts_at <= $1::TIMESTAMP
                WITH TIME ZONE
                AND (sharing_grant.expires_at IS NULL OR sharing_grant.expires_at > $1::TIMESTAMP
                WITH TIME ZONE)
                AND (sharing_grant.purposes && ARRAY[ 'analytics', 'analytics.reporting' ])
              ), false))
              LIMIT 1
            ) AS l2
          ) AS z
        ) AS grantor, (
          SELECT row_to_json(z.*) AS row_to_json_4
          FROM (
            SELECT l3.id AS id, l3.name AS name
            FROM (
              SELECT t3.id AS id, t3.name AS name
              FROM organization AS t3
              WHERE t3.id = l1.recipient_id
              AND (coalesce(t3.id = $4::VARCHAR COLLATE "C", false) OR coalesce(t3.id IN (
                SELECT sharing_grant.grantor_id
                FROM sharing_grant
                WHERE sharing_grant.recipient_id = $4::VARCHAR COLLATE "C"
                AND sharing_grant.status = 'ACTIVE'
                AND sharing_grant.starts_at <= $1::TIMESTAMP
                WITH TIME ZONE
                AND (sharing_grant.expires_at IS NULL OR sharing_grant.expires_at > $1::TIMESTAMP
                WITH TIME ZONE)
                AND (sharing_grant.purposes && ARRAY[ 'analytics', 'analytics.reporting' ])
              ), false))
              LIMIT 1
            ) AS l3
          ) AS z
        ) AS recipient, (
          SELECT row_to_json(z.*) AS row_to_json_5
          FROM (
            SELECT l4.id AS id, l4.domain AS domain
            FROM (
              SELECT t4.id AS id, t4.domain AS domain
              FROM site AS t4
              WHERE t4.id = l1.site_id
              AND t4.id IN (
                SELECT granted.site_id
                FROM granted
              )
              LIMIT 1
            ) AS l4
          ) AS z
        ) AS site
        FROM l1
      ) AS z
    )) AS nodes
  ) AS z
) AS TEXT) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts0
FROM guard
