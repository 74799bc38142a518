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
  SELECT t1.id AS id, t1.email AS email, t1.first_name AS first_name, t1.ip_network AS ip_network, t1.created_at AS created_at, t1.last_seen_at AS last_seen_at, t1.birth_year AS birth_year, t1.geo_region AS geo_region, t1.external_id AS external_id, t1.phone AS phone, t1.last_name AS last_name, t1.site_id AS site_id
  FROM visitor AS t1
  WHERE 1 = 1
  ORDER BY t1.id ASC
  LIMIT 20
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN json_object('nodes', (
  SELECT json_group_array(json_object('id', l1.id, 'email', after_last_at(l1.email), 'firstName', nullif(substr(l1.first_name, 1, 1), '') || '.', 'ipAddress', l1.ip_network, 'createdAt', substr(l1.created_at, 1, 4) || '-01-01T00:00:00.000Z', 'lastSeenAt', substr(l1.last_seen_at, 1, 4) || '-01-01T00:00:00.000Z', 'birthYear', l1.birth_year - (l1.birth_year % 10), 'geoRegion', nullif(substr(l1.geo_region, 1, 2), ''), 'externalId', hmac_hex(l1.external_id, :inner_e41f0001b872, :outer_e41f0001b872), 'phone', hmac_hex(l1.phone, :inner_60bbb72f66f2, :outer_60bbb72f66f2), 'lastName', hmac_hex(l1.last_name, :inner_32346a9cc7df, :outer_32346a9cc7df), 'visits', json_object('nodes', (
    SELECT json_group_array(json_object('referrer', l2.referrer_host, 'ipAddress', hmac_hex(l2.ip_address, :inner_777b7dc2cbbd, :outer_777b7dc2cbbd))) AS json_group_array_2
    FROM (
      SELECT t2.referrer_host AS referrer_host, t2.ip_address AS ip_address
      FROM visit AS t2
      WHERE t2.visitor_id = l1.id
      AND t2.site_id = l1.site_id
      ORDER BY t2.id ASC
      LIMIT 20
    ) AS l2
  )))) AS json_group_array_1
  FROM l1
)) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_2
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
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
