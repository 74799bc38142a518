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
  SELECT t1.notice_days AS notice_days, t1.name AS name
  FROM site AS t1
  WHERE 1 = 1
  ORDER BY t1.id ASC
  LIMIT :v0
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN json_object('nodes', (
  SELECT json_group_array(json_set(json_set(json_object('f0', l1.notice_days, 'f1', l1.name, 'f2', l1.notice_days, 'f3', l1.name, 'f4', l1.notice_days, 'f5', l1.name, 'f6', l1.notice_days, 'f7', l1.name, 'f8', l1.notice_days, 'f9', l1.name, 'f10', l1.notice_days, 'f11', l1.name, 'f12', l1.notice_days, 'f13', l1.name, 'f14', l1.notice_days, 'f15', l1.name, 'f16', l1.notice_days, 'f17', l1.name, 'f18', l1.notice_days, 'f19', l1.name, 'f20', l1.notice_days, 'f21', l1.name, 'f22', l1.notice_days, 'f23', l1.name, 'f24', l1.notice_days, 'f25', l1.name, 'f26', l1.notice_days, 'f27', l1.name, 'f28', l1.notice_days, 'f29', l1.name, 'f30', l1.notice_days, 'f31', l1.name, 'f32', l1.notice_days, 'f33', l1.name, 'f34', l1.notice_days, 'f35', l1.name, 'f36', l1.notice_days, 'f37', l1.name, 'f38', l1.notice_days, 'f39', l1.name, 'f40', l1.notice_days, 'f41', l1.name, 'f42', l1.notice_days, 'f43', l1.name, 'f44', l1.notice_days, 'f45', l1.name, 'f46', l1.notice_days, 'f47', l1.name, 'f48', l1.notice_days, 'f49', l1.name, 'f50', l1.notice_days, 'f51', l1.name, 'f52', l1.notice_days, 'f53', l1.name, 'f54', l1.notice_days, 'f55', l1.name, 'f56', l1.notice_days, 'f57', l1.name, 'f58', l1.notice_days, 'f59', l1.name), '$.f60', l1.notice_days, '$.f61', l1.name, '$.f62', l1.notice_days, '$.f63', l1.name, '$.f64', l1.notice_days, '$.f65', l1.name, '$.f66', l1.notice_days, '$.f67', l1.name, '$.f68', l1.notice_days, '$.f69', l1.name, '$.f70', l1.notice_days, '$.f71', l1.name, '$.f72', l1.notice_days, '$.f73', l1.name, '$.f74', l1.notice_days, '$.f75', l1.name, '$.f76', l1.notice_days, '$.f77', l1.name, '$.f78', l1.notice_days, '$.f79', l1.name, '$.f80', l1.notice_days, '$.f81', l1.name, '$.f82', l1.notice_days, '$.f83', l1.name, '$.f84', l1.notice_days, '$.f85', l1.name, '$.f86', l1.notice_days, '$.f87', l1.name, '$.f88', l1.notice_days, '$.f89', l1.name, '$.f90', l1.notice_days, '$.f91', l1.name, '$.f92', l1.notice_days, '$.f93', l1.name, '$.f94', l1.notice_days, '$.f95', l1.name, '$.f96', l1.notice_days, '$.f97', l1.name, '$.f98', l1.notice_days, '$.f99', l1.name, '$.f100', l1.notice_days, '$.f101', l1.name, '$.f102', l1.notice_days, '$.f103', l1.name, '$.f104', l1.notice_days, '$.f105', l1.name, '$.f106', l1.notice_days, '$.f107', l1.name, '$.f108', l1.notice_days, '$.f109', l1.name, '$.f110', l1.notice_days, '$.f111', l1.name, '$.f112', l1.notice_days, '$.f113', l1.name, '$.f114', l1.notice_days, '$.f115', l1.name, '$.f116', l1.notice_days, '$.f117', l1.name, '$.f118', l1.notice_days, '$.f119', l1.name), '$.f120', l1.notice_days)) AS json_group_array_1
  FROM l1
)) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN NULL END AS facts0
FROM guard
