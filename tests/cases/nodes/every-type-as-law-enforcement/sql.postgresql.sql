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
  SELECT t1.id AS id
  FROM organization AS t1
  WHERE t1.id = $4::VARCHAR COLLATE "C"
  AND coalesce(t1.id = $5::VARCHAR COLLATE "C", false)
  LIMIT 1
), l2 AS MATERIALIZED (
  SELECT t2.id AS id
  FROM site AS t2
  WHERE t2.id = $6::VARCHAR COLLATE "C"
  AND t2.id = $6::VARCHAR COLLATE "C"
  AND $6::VARCHAR COLLATE "C" IN (
    SELECT legal_request_visitor.site_id
    FROM legal_request_visitor, legal_request
    WHERE legal_request.id = legal_request_visitor.legal_request_id
    AND legal_request.status = 'VERIFIED'
    AND legal_request.authority_id = $5::VARCHAR COLLATE "C"
    AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
    AND legal_request.starts_at <= $1::TIMESTAMP
    WITH TIME ZONE
    AND legal_request.expires_at > $1::TIMESTAMP
    WITH TIME ZONE
  )
  LIMIT 1
), l3 AS MATERIALIZED (
  SELECT t3.id AS id
  FROM visitor AS t3
  WHERE t3.id = $7::VARCHAR COLLATE "C"
  AND (EXISTS (
    SELECT *
    FROM legal_request_visitor, legal_request
    WHERE legal_request_visitor.site_id = t3.site_id
    AND legal_request_visitor.visitor_id = t3.id
    AND legal_request.id = legal_request_visitor.legal_request_id
    AND legal_request.status = 'VERIFIED'
    AND legal_request.authority_id = $5::VARCHAR COLLATE "C"
    AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
    AND legal_request.starts_at <= $1::TIMESTAMP
    WITH TIME ZONE
    AND legal_request.expires_at > $1::TIMESTAMP
    WITH TIME ZONE
  ))
  LIMIT 1
), l4 AS MATERIALIZED (
  SELECT t4.id AS id, t4.visitor_id AS visitor_id
  FROM visit AS t4
  JOIN visitor AS v4 ON v4.site_id = t4.site_id
  AND v4.id = t4.visitor_id
  WHERE t4.id = $8::VARCHAR COLLATE "C"
  AND (EXISTS (
    SELECT *
    FROM legal_request_visitor, legal_request
    WHERE legal_request_visitor.site_id = v4.site_id
    AND legal_request_visitor.visitor_id = v4.id
    AND legal_request.id = legal_request_visitor.legal_request_id
    AND legal_request.status = 'VERIFIED'
    AND legal_request.authority_id = $5::VARCHAR COLLATE "C"
    AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
    AND legal_request.starts_at <= $1::TIMESTAMP
    WITH TIME ZONE
    AND legal_request.expires_at > $1::TIMESTAMP
    WITH TIME ZONE
  ))
  AND (EXISTS (
    SELECT *
    FROM legal_request_visitor, legal_request
    WHERE legal_request_visitor.site_id = v4.site_id
    AND legal_request_visitor.visitor_id = v4.id
    AND legal_request.id = legal_request_visitor.legal_request_id
    AND legal_request.status = 'VERIFIED'
    AND legal_request.authority_id = $5::VARCHAR COLLATE "C"
    AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
    AND legal_request.starts_at <= $1::TIMESTAMP
    WITH TIME ZONE
    AND legal_request.expires_at > $1::TIMESTAMP
    WITH TIME ZONE
  ))
  LIMIT 1
), l5 AS MATERIALIZED (
  SELECT t5.id AS id, t5.visitor_id AS visitor_id
  FROM consent AS t5
  JOIN visitor AS v5 ON v5.site_id = t5.site_id
  AND v5.id = t5.visitor_id
  WHERE t5.id = $9::VARCHAR COLLATE "C"
  AND (EXISTS (
    SELECT *
    FROM legal_request_visitor, legal_request
    WHERE legal_request_visitor.site_id = v5.site_id
    AND legal_request_visitor.visitor_id = v5.id
    AND legal_request.id = legal_request_visitor.legal_request_id
    AND legal_request.status = 'VERIFIED'
    AND legal_request.authority_id = $5::VARCHAR COLLATE "C"
    AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
    AND legal_request.starts_at <= $1::TIMESTAMP
    WITH TIME ZONE
    AND legal_request.expires_at > $1::TIMESTAMP
    WITH TIME ZONE
  ))
  AND (EXISTS (
    SELECT *
    FROM legal_request_visitor, legal_request
    WHERE legal_request_visitor.site_id = v5.site_id
    AND legal_request_visitor.visitor_id = v5.id
    AND legal_request.id = legal_request_visitor.legal_request_id
    AND legal_request.status = 'VERIFIED'
    AND legal_request.authority_id = $5::VARCHAR COLLATE "C"
    AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
    AND legal_request.starts_at <= $1::TIMESTAMP
    WITH TIME ZONE
    AND legal_request.expires_at > $1::TIMESTAMP
    WITH TIME ZONE
  ))
  LIMIT 1
), l6 AS MATERIALIZED (
  SELECT t6.id AS id, t6.visitor_id AS visitor_id
  FROM consent_event AS t6
  JOIN visitor AS v6 ON v6.site_id = t6.site_id
  AND v6.id = t6.visitor_id
  WHERE t6.id = $10::VARCHAR COLLATE "C"
  AND (EXISTS (
    SELECT *
    FROM legal_request_visitor, legal_request
    WHERE legal_request_visitor.site_id = v6.site_id
    AND legal_request_visitor.visitor_id = v6.id
    AND legal_request.id = legal_request_visitor.legal_request_id
    AND legal_request.status = 'VERIFIED'
    AND legal_request.authority_id = $5::VARCHAR COLLATE "C"
    AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
    AND legal_request.starts_at <= $1::TIMESTAMP
    WITH TIME ZONE
    AND legal_request.expires_at > $1::TIMESTAMP
    WITH TIME ZONE
  ))
  AND (EXISTS (
    SELECT *
    FROM legal_request_visitor, legal_request
    WHERE legal_request_visitor.site_id = v6.site_id
    AND legal_request_visitor.visitor_id = v6.id
    AND legal_request.id = legal_request_visitor.legal_request_id
    AND legal_request.status = 'VERIFIED'
    AND legal_request.authority_id = $5::VARCHAR COLLATE "C"
    AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
    AND legal_request.starts_at <= $1::TIMESTAMP
    WITH TIME ZONE
    AND legal_request.expires_at > $1::TIMESTAMP
    WITH TIME ZONE
  ))
  LIMIT 1
), l7 AS MATERIALIZED (
  SELECT t7.id AS id, t7.visitor_id AS visitor_id
  FROM cookie_observation AS t7
  JOIN visitor AS v7 ON v7.site_id = t7.site_id
  AND v7.id = t7.visitor_id
  WHERE t7.id = $11::VARCHAR COLLATE "C"
  AND (EXISTS (
    SELECT *
    FROM legal_request_visitor, legal_request
    WHERE legal_request_visitor.site_id = v7.site_id
    AND legal_request_visitor.visitor_id = v7.id
    AND legal_request.id = legal_request_visitor.legal_request_id
    AND legal_request.status = 'VERIFIED'
    AND legal_request.authority_id = $5::VARCHAR COLLATE "C"
    AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
    AND legal_request.starts_at <= $1::TIMESTAMP
    WITH TIME ZONE
    AND legal_request.expires_at > $1::TIMESTAMP
    WITH TIME ZONE
  ))
  AND (EXISTS (
    SELECT *
    FROM legal_request_visitor, legal_request
    WHERE legal_request_visitor.site_id = v7.site_id
    AND legal_request_visitor.visitor_id = v7.id
    AND legal_request.id = legal_request_visitor.legal_request_id
    AND legal_request.status = 'VERIFIED'
    AND legal_request.authority_id = $5::VARCHAR COLLATE "C"
    AND legal_request.matter IN ('CRIMINAL_INVESTIGATION', 'ALLEGED_ILLEGAL_ACTIVITY')
    AND legal_request.starts_at <= $1::TIMESTAMP
    WITH TIME ZONE
    AND legal_request.expires_at > $1::TIMESTAMP
    WITH TIME ZONE
  ))
  LIMIT 1
), l8 AS MATERIALIZED (
  SELECT t8.id AS id
  FROM legal_request AS t8
  WHERE t8.id = $12::VARCHAR COLLATE "C"
  AND coalesce(t8.authority_id = $5::VARCHAR COLLATE "C", false)
  LIMIT 1
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_1
  FROM (
    SELECT l1.id AS id, 'Organization' AS __typename
    FROM l1
  ) AS z
) AS TEXT) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts0, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_2
  FROM (
    SELECT l2.id AS id, 'Site' AS __typename
    FROM l2
  ) AS z
) AS TEXT) END AS body1, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts1, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_3
  FROM (
    SELECT l3.id AS id, 'Visitor' AS __typename
    FROM l3
  ) AS z
) AS TEXT) END AS body2, CASE WHEN (guard.verdict = 'ok') THEN coalesce((
  SELECT '[' || '["' || '' || '","' || substr(l3.id, 5) || '"]' || ']' AS anon_2
  FROM l3
), '[]') END AS facts2, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_4
  FROM (
    SELECT l4.id AS id, 'Visit' AS __typename
    FROM l4
  ) AS z
) AS TEXT) END AS body3, CASE WHEN (guard.verdict = 'ok') THEN coalesce((
  SELECT '[' || '["' || '' || '","' || substr(l4.visitor_id, 5) || '"]' || ']' AS anon_3
  FROM l4
), '[]') END AS facts3, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_5
  FROM (
    SELECT l5.id AS id, 'Consent' AS __typename
    FROM l5
  ) AS z
) AS TEXT) END AS body4, CASE WHEN (guard.verdict = 'ok') THEN coalesce((
  SELECT '[' || '["' || '' || '","' || substr(l5.visitor_id, 5) || '"]' || ']' AS anon_4
  FROM l5
), '[]') END AS facts4, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_6
  FROM (
    SELECT l6.id AS id, 'ConsentEvent' AS __typename
    FROM l6
  ) AS z
) AS TEXT) END AS body5, CASE WHEN (guard.verdict = 'ok') THEN coalesce((
  SELECT '[' || '["' || '' || '","' || substr(l6.visitor_id, 5) || '"]' || ']' AS anon_5
  FROM l6
), '[]') END AS facts5, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_7
  FROM (
    SELECT l7.id AS id, 'CookieObservation' AS __typename
    FROM l7
  ) AS z
) AS TEXT) END AS body6, CASE WHEN (guard.verdict = 'ok') THEN coalesce((
  SELECT '[' || '["' || '' || '","' || substr(l7.visitor_id, 5) || '"]' || ']' AS anon_6
  FROM l7
), '[]') END AS facts6, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_8
  FROM (
    SELECT l8.id AS id, 'LegalRequest' AS __typename
    FROM l8
  ) AS z
) AS TEXT) END AS body7, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts7
FROM guard
