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
  LIMIT 1
), l2 AS MATERIALIZED (
  SELECT t2.id AS id
  FROM site AS t2
  WHERE t2.id = $5::VARCHAR COLLATE "C"
  AND t2.id = $5::VARCHAR COLLATE "C"
  LIMIT 1
), l3 AS MATERIALIZED (
  SELECT t3.id AS id
  FROM cookie AS t3
  WHERE t3.id = $6::VARCHAR COLLATE "C"
  LIMIT 1
), l4 AS MATERIALIZED (
  SELECT t4.id AS id
  FROM notice AS t4
  WHERE t4.id = $7::VARCHAR COLLATE "C"
  LIMIT 1
), l5 AS MATERIALIZED (
  SELECT t5.id AS id
  FROM sharing_grant AS t5
  WHERE t5.id = $8::VARCHAR COLLATE "C"
  LIMIT 1
), l6 AS MATERIALIZED (
  SELECT t6.id AS id
  FROM legal_request AS t6
  WHERE t6.id = $9::VARCHAR COLLATE "C"
  LIMIT 1
), l7 AS MATERIALIZED (
  SELECT t7.id AS id
  FROM acquisition AS t7
  WHERE t7.id = $10::VARCHAR COLLATE "C"
  LIMIT 1
), l8 AS MATERIALIZED (
  SELECT t8.id AS id
  FROM app_user AS t8
  WHERE t8.id = $11::VARCHAR COLLATE "C"
  LIMIT 1
), l9 AS MATERIALIZED (
  SELECT t9.id AS id
  FROM disclosure AS t9
  WHERE t9.id = $12::VARCHAR COLLATE "C"
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
    SELECT l3.id AS id, 'Cookie' AS __typename
    FROM l3
  ) AS z
) AS TEXT) END AS body2, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts2, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_4
  FROM (
    SELECT l4.id AS id, 'Notice' AS __typename
    FROM l4
  ) AS z
) AS TEXT) END AS body3, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts3, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_5
  FROM (
    SELECT l5.id AS id, 'SharingGrant' AS __typename
    FROM l5
  ) AS z
) AS TEXT) END AS body4, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts4, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_6
  FROM (
    SELECT l6.id AS id, 'LegalRequest' AS __typename
    FROM l6
  ) AS z
) AS TEXT) END AS body5, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts5, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_7
  FROM (
    SELECT l7.id AS id, 'Acquisition' AS __typename
    FROM l7
  ) AS z
) AS TEXT) END AS body6, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts6, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_8
  FROM (
    SELECT l8.id AS id, 'User' AS __typename
    FROM l8
  ) AS z
) AS TEXT) END AS body7, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts7, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_9
  FROM (
    SELECT l9.id AS id, 'Disclosure' AS __typename
    FROM l9
  ) AS z
) AS TEXT) END AS body8, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts8
FROM guard
