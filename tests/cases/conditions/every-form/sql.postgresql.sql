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
  SELECT t1.id AS id, t1.email AS email, t1.first_name AS first_name, t1.ip_network AS ip_network, t1.created_at AS created_at, t1.last_seen_at AS last_seen_at, t1.birth_year AS birth_year, t1.geo_region AS geo_region, t1.external_id AS external_id, t1.phone AS phone, t1.last_name AS last_name, t1.site_id AS site_id
  FROM visitor AS t1
  WHERE true
  ORDER BY t1.id ASC
  LIMIT 20
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_1
  FROM (
    SELECT array((
      SELECT row_to_json(z.*) AS row_to_json_2
      FROM (
        SELECT l1.id AS id, CASE WHEN (strpos(reverse(l1.email), '@') > 1) THEN right(l1.email, strpos(reverse(l1.email), '@') - 1) ELSE NULL END AS email, nullif(substr(l1.first_name, 1, 1), '') || '.' AS "firstName", l1.ip_network AS "ipAddress", to_char(l1.created_at, 'YYYY-"01-01T00:00:00.000Z"') AS "createdAt", to_char(l1.last_seen_at, 'YYYY-"01-01T00:00:00.000Z"') AS "lastSeenAt", l1.birth_year - (l1.birth_year % 10) AS "birthYear", nullif(substr(l1.geo_region, 1, 2), '') AS "geoRegion", encode(sha256($4::BYTEA || sha256($5::BYTEA || convert_to(l1.external_id, 'UTF8'))), 'hex') AS "externalId", encode(sha256($6::BYTEA || sha256($7::BYTEA || convert_to(l1.phone, 'UTF8'))), 'hex') AS phone, encode(sha256($8::BYTEA || sha256($9::BYTEA || convert_to(l1.last_name, 'UTF8'))), 'hex') AS "lastName", (
          SELECT row_to_json(z.*) AS row_to_json_3
          FROM (
            SELECT array((
              SELECT row_to_json(z.*) AS row_to_json_4
              FROM (
                SELECT l2.referrer_host AS referrer, encode(sha256($10::BYTEA || sha256($11::BYTEA || convert_to(l2.ip_address, 'UTF8'))), 'hex') AS "ipAddress"
                FROM (
                  SELECT t2.referrer_host AS referrer_host, t2.ip_address AS ip_address
                  FROM visit AS t2
                  WHERE t2.visitor_id = l1.id
                  AND t2.site_id = l1.site_id
                  ORDER BY t2.id ASC
                  LIMIT 20
                ) AS l2
              ) AS z
            )) AS nodes
          ) AS z
        ) AS visits
        FROM l1
      ) AS z
    )) AS nodes
  ) AS z
) AS TEXT) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(string_agg('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_2
  FROM (
    SELECT each_visitor.signature AS signature, string_agg(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l1.id, 5) AS id, CASE WHEN (l1.email IS NOT NULL) THEN '6' ELSE '0' END || CASE WHEN (l1.first_name IS NOT NULL) THEN '7' ELSE '0' END || CASE WHEN (l1.ip_network IS NOT NULL) THEN '5' ELSE '0' END || CASE WHEN (l1.last_seen_at IS NOT NULL) THEN '2' ELSE '0' END || CASE WHEN (l1.birth_year IS NOT NULL) THEN '3' ELSE '0' END || CASE WHEN (l1.geo_region IS NOT NULL) THEN '4' ELSE '0' END || CASE WHEN (l1.external_id IS NOT NULL) THEN '9' ELSE '0' END || CASE WHEN (l1.phone IS NOT NULL) THEN '9' ELSE '0' END || CASE WHEN (l1.last_name IS NOT NULL) THEN '9' ELSE '0' END || (
        SELECT coalesce(min(nullif(substr(signed.s0, 1, 1), '0')), '0') || coalesce(min(nullif(substr(signed.s1, 1, 1), '0')), '0') AS anon_3
        FROM (
          SELECT CASE WHEN (l3.referrer_host IS NOT NULL) THEN '6' ELSE '0' END AS s0, CASE WHEN (l3.ip_address IS NOT NULL) THEN '9' ELSE '0' END AS s1
          FROM (
            SELECT t3.referrer_host AS referrer_host, t3.ip_address AS ip_address
            FROM visit AS t3
            WHERE t3.visitor_id = l1.id
            AND t3.site_id = l1.site_id
            ORDER BY t3.id ASC
            LIMIT 20
          ) AS l3
        ) AS signed
      ) AS signature
      FROM l1
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts0
FROM guard
