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
  SELECT t1.os AS os, t1.latitude_e6 AS latitude_e6, t1.visit_count AS visit_count, t1.preferences AS preferences, t1.created_at AS created_at, t1.phone AS phone, t1.id AS id, t1.site_id AS site_id
  FROM visitor AS t1
  WHERE 1 = 1
  ORDER BY t1.id ASC
  LIMIT :v0
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN json_object('nodes', (
  SELECT json_group_array(json_set(json_object('f0', l1.os, 'f1', CASE WHEN (l1.latitude_e6 IS NULL) THEN NULL ELSE json(printf('%s%d.%06d', CASE WHEN (l1.latitude_e6 < 0) THEN '-' ELSE '' END, abs(l1.latitude_e6) / 1000000, abs(l1.latitude_e6) % 1000000)) END, 'f2', l1.visit_count, 'f3', json(l1.preferences), 'f4', l1.created_at, 'f5', l1.phone, 'f6', l1.id, 'f7', l1.os, 'f8', CASE WHEN (l1.latitude_e6 IS NULL) THEN NULL ELSE json(printf('%s%d.%06d', CASE WHEN (l1.latitude_e6 < 0) THEN '-' ELSE '' END, abs(l1.latitude_e6) / 1000000, abs(l1.latitude_e6) % 1000000)) END, 'f9', l1.visit_count, 'f10', json(l1.preferences), 'f11', l1.created_at, 'f12', l1.phone, 'f13', l1.id, 'f14', l1.os, 'f15', CASE WHEN (l1.latitude_e6 IS NULL) THEN NULL ELSE json(printf('%s%d.%06d', CASE WHEN (l1.latitude_e6 < 0) THEN '-' ELSE '' END, abs(l1.latitude_e6) / 1000000, abs(l1.latitude_e6) % 1000000)) END, 'f16', l1.visit_count, 'f17', json(l1.preferences), 'f18', l1.created_at, 'f19', l1.phone, 'f20', l1.id, 'f21', l1.os, 'f22', CASE WHEN (l1.latitude_e6 IS NULL) THEN NULL ELSE json(printf('%s%d.%06d', CASE WHEN (l1.latitude_e6 < 0) THEN '-' ELSE '' END, abs(l1.latitude_e6) / 1000000, abs(l1.latitude_e6) % 1000000)) END, 'f23', l1.visit_count, 'f24', json(l1.preferences), 'f25', l1.created_at, 'f26', l1.phone, 'f27', l1.id, 'f28', l1.os, 'f29', CASE WHEN (l1.latitude_e6 IS NULL) THEN NULL ELSE json(printf('%s%d.%06d', CASE WHEN (l1.latitude_e6 < 0) THEN '-' ELSE '' END, abs(l1.latitude_e6) / 1000000, abs(l1.latitude_e6) % 1000000)) END, 'f30', l1.visit_count, 'f31', json(l1.preferences), 'f32', l1.created_at, 'f33', l1.phone, 'f34', l1.id, 'f35', l1.os, 'f36', CASE WHEN (l1.latitude_e6 IS NULL) THEN NULL ELSE json(printf('%s%d.%06d', CASE WHEN (l1.latitude_e6 < 0) THEN '-' ELSE '' END, abs(l1.latitude_e6) / 1000000, abs(l1.latitude_e6) % 1000000)) END, 'f37', l1.visit_count, 'f38', json(l1.preferences), 'f39', l1.created_at, 'f40', l1.phone, 'f41', l1.id, 'f42', l1.os, 'f43', CASE WHEN (l1.latitude_e6 IS NULL) THEN NULL ELSE json(printf('%s%d.%06d', CASE WHEN (l1.latitude_e6 < 0) THEN '-' ELSE '' END, abs(l1.latitude_e6) / 1000000, abs(l1.latitude_e6) % 1000000)) END, 'f44', l1.visit_count, 'f45', json(l1.preferences), 'f46', l1.created_at, 'f47', l1.phone, 'f48', l1.id, 'f49', l1.os, 'f50', CASE WHEN (l1.latitude_e6 IS NULL) THEN NULL ELSE json(printf('%s%d.%06d', CASE WHEN (l1.latitude_e6 < 0) THEN '-' ELSE '' END, abs(l1.latitude_e6) / 1000000, abs(l1.latitude_e6) % 1000000)) END, 'f51', l1.visit_count, 'f52', json(l1.preferences), 'f53', l1.created_at, 'f54', l1.phone, 'f55', l1.id, 'f56', l1.os, 'f57', CASE WHEN (l1.latitude_e6 IS NULL) THEN NULL ELSE json(printf('%s%d.%06d', CASE WHEN (l1.latitude_e6 < 0) THEN '-' ELSE '' END, abs(l1.latitude_e6) / 1000000, abs(l1.latitude_e6) % 1000000)) END, 'f58', l1.visit_count, 'f59', json(l1.preferences)), '$.f60', l1.created_at, '$.f61', l1.phone, '$.f62', l1.id, '$.site', (
    SELECT json_set(json_object('s0', l2.domain, 's1', l2.domain, 's2', l2.domain, 's3', l2.domain, 's4', l2.domain, 's5', l2.domain, 's6', l2.domain, 's7', l2.domain, 's8', l2.domain, 's9', l2.domain, 's10', l2.domain, 's11', l2.domain, 's12', l2.domain, 's13', l2.domain, 's14', l2.domain, 's15', l2.domain, 's16', l2.domain, 's17', l2.domain, 's18', l2.domain, 's19', l2.domain, 's20', l2.domain, 's21', l2.domain, 's22', l2.domain, 's23', l2.domain, 's24', l2.domain, 's25', l2.domain, 's26', l2.domain, 's27', l2.domain, 's28', l2.domain, 's29', l2.domain, 's30', l2.domain, 's31', l2.domain, 's32', l2.domain, 's33', l2.domain, 's34', l2.domain, 's35', l2.domain, 's36', l2.domain, 's37', l2.domain, 's38', l2.domain, 's39', l2.domain, 's40', l2.domain, 's41', l2.domain, 's42', l2.domain, 's43', l2.domain, 's44', l2.domain, 's45', l2.domain, 's46', l2.domain, 's47', l2.domain, 's48', l2.domain, 's49', l2.domain, 's50', l2.domain, 's51', l2.domain, 's52', l2.domain, 's53', l2.domain, 's54', l2.domain, 's55', l2.domain, 's56', l2.domain, 's57', l2.domain, 's58', l2.domain, 's59', l2.domain), '$.s60', l2.domain) AS json_set_1
    FROM (
      SELECT t2.domain AS domain
      FROM site AS t2
      WHERE t2.id = l1.site_id
      LIMIT 1
    ) AS l2
  ))) AS json_group_array_1
  FROM l1
)) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_2
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l1.id, 5) AS id, CASE WHEN (l1.os IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.latitude_e6 IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.preferences IS NOT NULL) THEN '1' ELSE '0' END || CASE WHEN (l1.phone IS NOT NULL) THEN '1' ELSE '0' END AS signature
      FROM l1
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts0
FROM guard
