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
  FROM organization AS t1
  WHERE t1.id = :v0
  AND coalesce(t1.id = :organization, 0) = 1
  LIMIT 1
), l2 AS MATERIALIZED (
  SELECT t2.id AS id
  FROM site AS t2
  WHERE t2.id = :v1
  AND t2.id = :v1
  AND :v1 IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  )
  LIMIT 1
), l3 AS MATERIALIZED (
  SELECT t3.id AS id
  FROM visitor AS t3
  WHERE t3.id = :v2
  AND t3.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  )
  AND t3.restricted_at IS NULL
  AND t3.permission_basis IS NOT NULL
  AND (:is_operator = 1 OR t3.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  ))
  LIMIT 1
), l4 AS MATERIALIZED (
  SELECT t4.id AS id, t4.visitor_id AS visitor_id
  FROM visit AS t4
  JOIN visitor AS v4 ON v4.site_id = t4.site_id
  AND v4.id = t4.visitor_id
  WHERE t4.id = :v3
  AND t4.site_id IN (
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
  LIMIT 1
), l5 AS MATERIALIZED (
  SELECT t5.id AS id, t5.visitor_id AS visitor_id
  FROM consent AS t5
  JOIN visitor AS v5 ON v5.site_id = t5.site_id
  AND v5.id = t5.visitor_id
  WHERE t5.id = :v4
  AND t5.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  )
  AND t5.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  )
  AND v5.restricted_at IS NULL
  AND v5.permission_basis IS NOT NULL
  AND (:is_operator = 1 OR v5.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  ))
  LIMIT 1
), l6 AS MATERIALIZED (
  SELECT t6.id AS id, t6.visitor_id AS visitor_id
  FROM consent_event AS t6
  JOIN visitor AS v6 ON v6.site_id = t6.site_id
  AND v6.id = t6.visitor_id
  WHERE t6.id = :v5
  AND t6.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  )
  AND t6.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  )
  AND v6.restricted_at IS NULL
  AND v6.permission_basis IS NOT NULL
  AND (:is_operator = 1 OR v6.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  ))
  LIMIT 1
), l7 AS MATERIALIZED (
  SELECT t7.id AS id
  FROM cookie AS t7
  WHERE t7.id = :v6
  AND t7.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  )
  LIMIT 1
), l8 AS MATERIALIZED (
  SELECT t8.id AS id, t8.visitor_id AS visitor_id
  FROM cookie_observation AS t8
  JOIN visitor AS v8 ON v8.site_id = t8.site_id
  AND v8.id = t8.visitor_id
  WHERE t8.id = :v7
  AND t8.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  )
  AND t8.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  )
  AND v8.restricted_at IS NULL
  AND v8.permission_basis IS NOT NULL
  AND (:is_operator = 1 OR v8.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  ))
  LIMIT 1
), l9 AS MATERIALIZED (
  SELECT t9.id AS id
  FROM notice AS t9
  WHERE t9.id = :v8
  AND t9.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  )
  LIMIT 1
), l10 AS MATERIALIZED (
  SELECT t10.id AS id
  FROM sharing_grant AS t10
  WHERE t10.id = :v9
  AND coalesce(t10.grantor_id = :organization OR t10.recipient_id = :organization, 0) = 1
  LIMIT 1
), l11 AS MATERIALIZED (
  SELECT t11.id AS id
  FROM app_user AS t11
  WHERE t11.id = :v12
  AND coalesce(t11.organization_id = :organization, 0) = 1
  LIMIT 1
), l12 AS MATERIALIZED (
  SELECT t12.id AS id
  FROM disclosure AS t12
  WHERE t12.id = :v13
  AND coalesce(t12.recipient_id = :organization, 0) = 1
  LIMIT 1
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT json_object('id', l1.id, '__typename', 'Organization') AS json_object_1
  FROM l1
) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT json_object('id', l2.id, '__typename', 'Site') AS json_object_2
  FROM l2
) END AS body1, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts1, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT json_object('id', l3.id, '__typename', 'Visitor') AS json_object_3
  FROM l3
) END AS body2, CASE WHEN (guard.verdict = 'ok') THEN coalesce((
  SELECT '[' || '["' || '' || '","' || substr(l3.id, 5) || '"]' || ']' AS anon_2
  FROM l3
), '[]') END AS facts2, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT json_object('id', l4.id, '__typename', 'Visit') AS json_object_4
  FROM l4
) END AS body3, CASE WHEN (guard.verdict = 'ok') THEN coalesce((
  SELECT '[' || '["' || '' || '","' || substr(l4.visitor_id, 5) || '"]' || ']' AS anon_3
  FROM l4
), '[]') END AS facts3, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT json_object('id', l5.id, '__typename', 'Consent') AS json_object_5
  FROM l5
) END AS body4, CASE WHEN (guard.verdict = 'ok') THEN coalesce((
  SELECT '[' || '["' || '' || '","' || substr(l5.visitor_id, 5) || '"]' || ']' AS anon_4
  FROM l5
), '[]') END AS facts4, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT json_object('id', l6.id, '__typename', 'ConsentEvent') AS json_object_6
  FROM l6
) END AS body5, CASE WHEN (guard.verdict = 'ok') THEN coalesce((
  SELECT '[' || '["' || '' || '","' || substr(l6.visitor_id, 5) || '"]' || ']' AS anon_5
  FROM l6
), '[]') END AS facts5, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT json_object('id', l7.id, '__typename', 'Cookie') AS json_object_7
  FROM l7
) END AS body6, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts6, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT json_object('id', l8.id, '__typename', 'CookieObservation') AS json_object_8
  FROM l8
) END AS body7, CASE WHEN (guard.verdict = 'ok') THEN coalesce((
  SELECT '[' || '["' || '' || '","' || substr(l8.visitor_id, 5) || '"]' || ']' AS anon_6
  FROM l8
), '[]') END AS facts7, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT json_object('id', l9.id, '__typename', 'Notice') AS json_object_9
  FROM l9
) END AS body8, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts8, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT json_object('id', l10.id, '__typename', 'SharingGrant') AS json_object_10
  FROM l10
) END AS body9, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts9, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT json_object('id', l11.id, '__typename', 'User') AS json_object_11
  FROM l11
) END AS body10, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts10, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT json_object('id', l12.id, '__typename', 'Disclosure') AS json_object_12
  FROM l12
) END AS body11, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts11
FROM guard
