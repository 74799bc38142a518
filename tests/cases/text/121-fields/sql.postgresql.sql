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
  SELECT t1.notice_days AS notice_days, t1.name AS name
  FROM site AS t1
  WHERE true
  ORDER BY t1.id ASC
  LIMIT $4::INTEGER
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_1
  FROM (
    SELECT array((
      SELECT row_to_json(z.*) AS row_to_json_2
      FROM (
        SELECT l1.notice_days AS f0, l1.name AS f1, l1.notice_days AS f2, l1.name AS f3, l1.notice_days AS f4, l1.name AS f5, l1.notice_days AS f6, l1.name AS f7, l1.notice_days AS f8, l1.name AS f9, l1.notice_days AS f10, l1.name AS f11, l1.notice_days AS f12, l1.name AS f13, l1.notice_days AS f14, l1.name AS f15, l1.notice_days AS f16, l1.name AS f17, l1.notice_days AS f18, l1.name AS f19, l1.notice_days AS f20, l1.name AS f21, l1.notice_days AS f22, l1.name AS f23, l1.notice_days AS f24, l1.name AS f25, l1.notice_days AS f26, l1.name AS f27, l1.notice_days AS f28, l1.name AS f29, l1.notice_days AS f30, l1.name AS f31, l1.notice_days AS f32, l1.name AS f33, l1.notice_days AS f34, l1.name AS f35, l1.notice_days AS f36, l1.name AS f37, l1.notice_days AS f38, l1.name AS f39, l1.notice_days AS f40, l1.name AS f41, l1.notice_days AS f42, l1.name AS f43, l1.notice_days AS f44, l1.name AS f45, l1.notice_days AS f46, l1.name AS f47, l1.notice_days AS f48, l1.name AS f49, l1.notice_days AS f50, l1.name AS f51, l1.notice_days AS f52, l1.name AS f53, l1.notice_days AS f54, l1.name AS f55, l1.notice_days AS f56, l1.name AS f57, l1.notice_days AS f58, l1.name AS f59, l1.notice_days AS f60, l1.name AS f61, l1.notice_days AS f62, l1.name AS f63, l1.notice_days AS f64, l1.name AS f65, l1.notice_days AS f66, l1.name AS f67, l1.notice_days AS f68, l1.name AS f69, l1.notice_days AS f70, l1.name AS f71, l1.notice_days AS f72, l1.name AS f73, l1.notice_days AS f74, l1.name AS f75, l1.notice_days AS f76, l1.name AS f77, l1.notice_days AS f78, l1.name AS f79, l1.notice_days AS f80, l1.name AS f81, l1.notice_days AS f82, l1.name AS f83, l1.notice_days AS f84, l1.name AS f85, l1.notice_days AS f86, l1.name AS f87, l1.notice_days AS f88, l1.name AS f89, l1.notice_days AS f90, l1.name AS f91, l1.notice_days AS f92, l1.name AS f93, l1.notice_days AS f94, l1.name AS f95, l1.notice_days AS f96, l1.name AS f97, l1.notice_days AS f98, l1.name AS f99, l1.notice_days AS f100, l1.name AS f101, l1.notice_days AS f102, l1.name AS f103, l1.notice_days AS f104, l1.name AS f105, l1.notice_days AS f106, l1.name AS f107, l1.notice_days AS f108, l1.name AS f109, l1.notice_days AS f110, l1.name AS f111, l1.notice_days AS f112, l1.name AS f113, l1.notice_days AS f114, l1.name AS f115, l1.notice_days AS f116, l1.name AS f117, l1.notice_days AS f118, l1.name AS f119, l1.notice_days AS f120
        FROM l1
      ) AS z
    )) AS nodes
  ) AS z
) AS TEXT) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts0
FROM guard
