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
  LIMIT 1
), l2 AS MATERIALIZED (
  SELECT t2.id AS id
  FROM site AS t2
  WHERE t2.id = :v1
  AND t2.id = :v1
  LIMIT 1
), l3 AS MATERIALIZED (
  SELECT t3.id AS id
  FROM cookie AS t3
  WHERE t3.id = :v6
  LIMIT 1
), l4 AS MATERIALIZED (
  SELECT t4.id AS id
  FROM notice AS t4
  WHERE t4.id = :v8
  LIMIT 1
), l5 AS MATERIALIZED (
  SELECT t5.id AS id
  FROM sharing_grant AS t5
  WHERE t5.id = :v9
  LIMIT 1
), l6 AS MATERIALIZED (
  SELECT t6.id AS id
  FROM legal_request AS t6
  WHERE t6.id = :v10
  LIMIT 1
), l7 AS MATERIALIZED (
  SELECT t7.id AS id
  FROM acquisition AS t7
  WHERE t7.id = :v11
  LIMIT 1
), l8 AS MATERIALIZED (
  SELECT t8.id AS id
  FROM app_user AS t8
  WHERE t8.id = :v12
  LIMIT 1
), l9 AS MATERIALIZED (
  SELECT t9.id AS id
  FROM disclosure AS t9
  WHERE t9.id = :v13
  LIMIT 1
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT json_object('id', l1.id, '__typename', 'Organization') AS json_object_1
  FROM l1
) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT json_object('id', l2.id, '__typename', 'Site') AS json_object_2
  FROM l2
) END AS body1, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts1, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT json_object('id', l3.id, '__typename', 'Cookie') AS json_object_3
  FROM l3
) END AS body2, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts2, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT json_object('id', l4.id, '__typename', 'Notice') AS json_object_4
  FROM l4
) END AS body3, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts3, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT json_object('id', l5.id, '__typename', 'SharingGrant') AS json_object_5
  FROM l5
) END AS body4, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts4, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT json_object('id', l6.id, '__typename', 'LegalRequest') AS json_object_6
  FROM l6
) END AS body5, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts5, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT json_object('id', l7.id, '__typename', 'Acquisition') AS json_object_7
  FROM l7
) END AS body6, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts6, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT json_object('id', l8.id, '__typename', 'User') AS json_object_8
  FROM l8
) END AS body7, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts7, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT json_object('id', l9.id, '__typename', 'Disclosure') AS json_object_9
  FROM l9
) END AS body8, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts8
FROM guard
