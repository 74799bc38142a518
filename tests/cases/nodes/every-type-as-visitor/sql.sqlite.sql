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
  FROM site AS t1
  WHERE t1.id = :v1
  AND t1.id = :v1
  AND :v1 IN (
    SELECT site.id
    FROM site
    WHERE site.id = :self_site
  )
  LIMIT 1
), l2 AS MATERIALIZED (
  SELECT t2.id AS id
  FROM visitor AS t2
  WHERE t2.id = :v2
  AND coalesce(t2.site_id = :self_site
  AND t2.id = :self_visitor, 0) = 1
  LIMIT 1
), l3 AS MATERIALIZED (
  SELECT t3.id AS id, t3.visitor_id AS visitor_id
  FROM visit AS t3
  JOIN visitor AS v3 ON v3.site_id = t3.site_id
  AND v3.id = t3.visitor_id
  WHERE t3.id = :v3
  AND coalesce(v3.site_id = :self_site
  AND v3.id = :self_visitor, 0) = 1
  AND coalesce(v3.site_id = :self_site
  AND v3.id = :self_visitor, 0) = 1
  LIMIT 1
), l4 AS MATERIALIZED (
  SELECT t4.id AS id, t4.visitor_id AS visitor_id
  FROM consent AS t4
  JOIN visitor AS v4 ON v4.site_id = t4.site_id
  AND v4.id = t4.visitor_id
  WHERE t4.id = :v4
  AND coalesce(v4.site_id = :self_site
  AND v4.id = :self_visitor, 0) = 1
  AND coalesce(v4.site_id = :self_site
  AND v4.id = :self_visitor, 0) = 1
  LIMIT 1
), l5 AS MATERIALIZED (
  SELECT t5.id AS id, t5.visitor_id AS visitor_id
  FROM consent_event AS t5
  JOIN visitor AS v5 ON v5.site_id = t5.site_id
  AND v5.id = t5.visitor_id
  WHERE t5.id = :v5
  AND coalesce(v5.site_id = :self_site
  AND v5.id = :self_visitor, 0) = 1
  AND coalesce(v5.site_id = :self_site
  AND v5.id = :self_visitor, 0) = 1
  LIMIT 1
), l6 AS MATERIALIZED (
  SELECT t6.id AS id
  FROM cookie AS t6
  WHERE t6.id = :v6
  AND t6.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.id = :self_site
  )
  LIMIT 1
), l7 AS MATERIALIZED (
  SELECT t7.id AS id, t7.visitor_id AS visitor_id
  FROM cookie_observation AS t7
  JOIN visitor AS v7 ON v7.site_id = t7.site_id
  AND v7.id = t7.visitor_id
  WHERE t7.id = :v7
  AND coalesce(v7.site_id = :self_site
  AND v7.id = :self_visitor, 0) = 1
  AND coalesce(v7.site_id = :self_site
  AND v7.id = :self_visitor, 0) = 1
  LIMIT 1
), l8 AS MATERIALIZED (
  SELECT t8.id AS id
  FROM notice AS t8
  WHERE t8.id = :v8
  AND t8.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.id = :self_site
  )
  LIMIT 1
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT json_object('id', l1.id, '__typename', 'Site') AS json_object_1
  FROM l1
) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT json_object('id', l2.id, '__typename', 'Visitor') AS json_object_2
  FROM l2
) END AS body1, CASE WHEN (guard.verdict = 'ok') THEN coalesce((
  SELECT '[' || '["' || '' || '","' || substr(l2.id, 5) || '"]' || ']' AS anon_2
  FROM l2
), '[]') END AS facts1, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT json_object('id', l3.id, '__typename', 'Visit') AS json_object_3
  FROM l3
) END AS body2, CASE WHEN (guard.verdict = 'ok') THEN coalesce((
  SELECT '[' || '["' || '' || '","' || substr(l3.visitor_id, 5) || '"]' || ']' AS anon_3
  FROM l3
), '[]') END AS facts2, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT json_object('id', l4.id, '__typename', 'Consent') AS json_object_4
  FROM l4
) END AS body3, CASE WHEN (guard.verdict = 'ok') THEN coalesce((
  SELECT '[' || '["' || '' || '","' || substr(l4.visitor_id, 5) || '"]' || ']' AS anon_4
  FROM l4
), '[]') END AS facts3, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT json_object('id', l5.id, '__typename', 'ConsentEvent') AS json_object_5
  FROM l5
) END AS body4, CASE WHEN (guard.verdict = 'ok') THEN coalesce((
  SELECT '[' || '["' || '' || '","' || substr(l5.visitor_id, 5) || '"]' || ']' AS anon_5
  FROM l5
), '[]') END AS facts4, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT json_object('id', l6.id, '__typename', 'Cookie') AS json_object_6
  FROM l6
) END AS body5, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts5, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT json_object('id', l7.id, '__typename', 'CookieObservation') AS json_object_7
  FROM l7
) END AS body6, CASE WHEN (guard.verdict = 'ok') THEN coalesce((
  SELECT '[' || '["' || '' || '","' || substr(l7.visitor_id, 5) || '"]' || ']' AS anon_6
  FROM l7
), '[]') END AS facts6, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT json_object('id', l8.id, '__typename', 'Notice') AS json_object_8
  FROM l8
) END AS body7, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts7
FROM guard
