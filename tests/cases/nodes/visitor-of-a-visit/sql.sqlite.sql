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
  SELECT t1.id AS id, t1.visitor_id AS visitor_id, t1.site_id AS site_id
  FROM visit AS t1
  JOIN visitor AS v1 ON v1.site_id = t1.site_id
  AND v1.id = t1.visitor_id
  WHERE t1.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  )
  AND t1.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  )
  AND v1.restricted_at IS NULL
  AND v1.permission_basis IS NOT NULL
  AND (:is_operator = 1 OR v1.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  ))
  ORDER BY t1.id ASC
  LIMIT 20
), l4 AS MATERIALIZED (
  SELECT t4.id AS id, t4.visitor_id AS visitor_id, t4.site_id AS site_id
  FROM consent AS t4
  JOIN visitor AS v4 ON v4.site_id = t4.site_id
  AND v4.id = t4.visitor_id
  WHERE t4.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  )
  AND t4.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  )
  AND v4.restricted_at IS NULL
  AND v4.permission_basis IS NOT NULL
  AND (:is_operator = 1 OR v4.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  ))
  ORDER BY t4.id ASC
  LIMIT 20
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN json_object('totalCount', (
  SELECT count(*) AS count_1
  FROM visit AS t1
  JOIN visitor AS v1 ON v1.site_id = t1.site_id
  AND v1.id = t1.visitor_id
  WHERE t1.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  )
  AND t1.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  )
  AND v1.restricted_at IS NULL
  AND v1.permission_basis IS NOT NULL
  AND (:is_operator = 1 OR v1.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  ))
), 'nodes', (
  SELECT json_group_array(json_object('id', l1.id, 'visitor', (
    SELECT json_object('id', l2.id) AS json_object_1
    FROM (
      SELECT t2.id AS id
      FROM visitor AS t2
      WHERE t2.id = l1.visitor_id
      AND t2.site_id = l1.site_id
      LIMIT 1
    ) AS l2
  ))) AS json_group_array_1
  FROM l1
)) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_2
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT DISTINCT substr(l1.visitor_id, 5) AS id, '' AS signature
      FROM l1
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts0, CASE WHEN (guard.verdict = 'ok') THEN json_object('totalCount', (
  SELECT count(*) AS count_2
  FROM consent AS t4
  JOIN visitor AS v4 ON v4.site_id = t4.site_id
  AND v4.id = t4.visitor_id
  WHERE t4.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  )
  AND t4.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  )
  AND v4.restricted_at IS NULL
  AND v4.permission_basis IS NOT NULL
  AND (:is_operator = 1 OR v4.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  ))
), 'nodes', (
  SELECT json_group_array(json_object('id', l4.id, 'visitor', (
    SELECT json_object('id', l5.id) AS json_object_2
    FROM (
      SELECT t5.id AS id
      FROM visitor AS t5
      WHERE t5.id = l4.visitor_id
      AND t5.site_id = l4.site_id
      LIMIT 1
    ) AS l5
  ), 'history', json_object('nodes', (
    SELECT json_group_array(json_object('id', l6.id)) AS json_group_array_3
    FROM (
      SELECT t6.id AS id
      FROM consent_event AS t6
      WHERE t6.consent_id = l4.id
      AND t6.site_id = l4.site_id
      ORDER BY t6.id ASC
      LIMIT 20
    ) AS l6
  )))) AS json_group_array_2
  FROM l4
)) END AS body1, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_3
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT DISTINCT substr(l4.visitor_id, 5) AS id, '' AS signature
      FROM l4
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts1
FROM guard
