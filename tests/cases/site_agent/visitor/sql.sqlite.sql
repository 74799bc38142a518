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
  SELECT t1.id AS id, t1.external_id AS external_id, t1.created_at AS created_at, t1.updated_at AS updated_at, t1.site_id AS site_id
  FROM visitor AS t1
  WHERE t1.site_id IN (
    SELECT bound.value
    FROM json_each(:sites) AS bound
  )
  AND t1.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  )
  AND t1.restricted_at IS NULL
  AND t1.permission_basis IS NOT NULL
  AND (:is_operator = 1 OR t1.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  ))
  ORDER BY t1.id ASC
  LIMIT :v0
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN json_object('totalCount', (
  SELECT count(*) AS count_1
  FROM visitor AS t1
  WHERE t1.site_id IN (
    SELECT bound.value
    FROM json_each(:sites) AS bound
  )
  AND t1.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  )
  AND t1.restricted_at IS NULL
  AND t1.permission_basis IS NOT NULL
  AND (:is_operator = 1 OR t1.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  ))
), 'nodes', (
  SELECT json_group_array(json_object('id', l1.id, 'externalId', l1.external_id, 'identifiers', NULL, 'createdAt', l1.created_at, 'updatedAt', l1.updated_at, 'email', NULL, 'firstName', NULL, 'lastName', NULL, 'phone', NULL, 'streetAddress', NULL, 'city', NULL, 'region', NULL, 'postalCode', NULL, 'country', NULL, 'socialNetwork', NULL, 'socialHandle', NULL, 'ipAddress', NULL, 'deviceType', NULL, 'hardware', NULL, 'os', NULL, 'browser', NULL, 'deviceId', NULL, 'macAddress', NULL, 'geoCountry', NULL, 'geoRegion', NULL, 'geoCity', NULL, 'latitude', NULL, 'longitude', NULL, 'gender', NULL, 'birthYear', NULL, 'ageBand', NULL, 'preferences', NULL, 'firstSeenAt', NULL, 'lastSeenAt', NULL, 'visitCount', NULL, 'withheld', (
    SELECT json_group_array(present.value) AS json_group_array_2
    FROM json_each(json_array()) AS present
    WHERE present.value IS NOT NULL
  ), 'site', (
    SELECT json_object('id', l2.id, 'domain', l2.domain) AS json_object_1
    FROM (
      SELECT t2.id AS id, t2.domain AS domain
      FROM site AS t2
      WHERE t2.id = l1.site_id
      AND t2.id IN (
        SELECT bound.value
        FROM json_each(:sites) AS bound
      )
      AND t2.id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      )
      LIMIT 1
    ) AS l2
  ), 'visits', NULL, 'consents', json_object('nodes', (
    SELECT json_group_array(json_object('id', l3.id, 'purpose', l3.purpose, 'status', l3.status)) AS json_group_array_3
    FROM (
      SELECT t3.id AS id, t3.purpose AS purpose, t3.status AS status
      FROM consent AS t3
      WHERE t3.visitor_id = l1.id
      AND t3.site_id = l1.site_id
      AND t3.site_id IN (
        SELECT bound.value
        FROM json_each(:sites) AS bound
      )
      ORDER BY t3.id ASC
      LIMIT :v2
    ) AS l3
  )), 'cookies', json_object('nodes', (
    SELECT json_group_array(json_object('id', l4.id, 'name', l4.name)) AS json_group_array_4
    FROM (
      SELECT t4.id AS id, t4.name AS name
      FROM cookie_observation AS t4
      WHERE t4.visitor_id = l1.id
      AND t4.site_id = l1.site_id
      AND t4.site_id IN (
        SELECT bound.value
        FROM json_each(:sites) AS bound
      )
      ORDER BY t4.id ASC
      LIMIT :v3
    ) AS l4
  )))) AS json_group_array_1
  FROM l1
)) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_2
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l1.id, 5) AS id, CASE WHEN (l1.external_id IS NOT NULL) THEN '1' ELSE '0' END || '1' || (
        SELECT coalesce(min(nullif(substr(signed.s0, 1, 1), '0')), '0') || coalesce(min(nullif(substr(signed.s1, 1, 1), '0')), '0') AS anon_3
        FROM (
          SELECT CASE WHEN (l5.purpose IS NOT NULL) THEN '1' ELSE '0' END AS s0, CASE WHEN (l5.status IS NOT NULL) THEN '1' ELSE '0' END AS s1
          FROM (
            SELECT t5.purpose AS purpose, t5.status AS status
            FROM consent AS t5
            WHERE t5.visitor_id = l1.id
            AND t5.site_id = l1.site_id
            AND t5.site_id IN (
              SELECT bound.value
              FROM json_each(:sites) AS bound
            )
            ORDER BY t5.id ASC
            LIMIT :v2
          ) AS l5
        ) AS signed
      ) || (
        SELECT coalesce(min(nullif(substr(signed.s0, 1, 1), '0')), '0') AS coalesce_1
        FROM (
          SELECT CASE WHEN (l6.name IS NOT NULL) THEN '1' ELSE '0' END AS s0
          FROM (
            SELECT t6.name AS name
            FROM cookie_observation AS t6
            WHERE t6.visitor_id = l1.id
            AND t6.site_id = l1.site_id
            AND t6.site_id IN (
              SELECT bound.value
              FROM json_each(:sites) AS bound
            )
            ORDER BY t6.id ASC
            LIMIT :v3
          ) AS l6
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
