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
  SELECT m1.o0 AS o0, m1.k0 AS k0, m1.id AS id, m1.site_id AS site_id, m1.email AS email, m1.n AS n, m1.c0 = 1 AS h0, m1.c1 = 1 AS h1
  FROM (
    SELECT p1.o0 AS o0, p1.k0 AS k0, p1.id AS id, p1.site_id AS site_id, p1.email AS email, row_number() OVER () AS n, p1.site_id IN (
      SELECT acquisition_site.site_id
      FROM acquisition_site, acquisition
      WHERE acquisition_site.acquisition_id = acquisition.id
      AND acquisition.acquirer_id = :organization
      AND acquisition.status = 'CLOSED'
      AND acquisition.kind != 'FINANCING'
    ) AS c0, p1.site_id IN (
      SELECT acquisition_site.site_id
      FROM acquisition_site, acquisition
      WHERE acquisition_site.acquisition_id = acquisition.id
      AND acquisition.acquirer_id = :organization
      AND acquisition.status = 'OPEN'
    ) AS c1
    FROM (
      SELECT CASE WHEN (t1.site_id IN (
        SELECT acquisition_site.site_id
        FROM acquisition_site, acquisition
        WHERE acquisition_site.acquisition_id = acquisition.id
        AND acquisition.acquirer_id = :organization
        AND acquisition.status = 'CLOSED'
        AND acquisition.kind != 'FINANCING'
      )) THEN t1.email_match END AS o0, CASE WHEN (t1.site_id IN (
        SELECT acquisition_site.site_id
        FROM acquisition_site, acquisition
        WHERE acquisition_site.acquisition_id = acquisition.id
        AND acquisition.acquirer_id = :organization
        AND acquisition.status = 'CLOSED'
        AND acquisition.kind != 'FINANCING'
      )) THEN t1.email_match END AS k0, t1.id AS id, t1.site_id AS site_id, t1.email AS email
      FROM visitor AS t1
      WHERE CASE WHEN :v0 THEN NOT (t1.site_id IN (
        SELECT acquisition_site.site_id
        FROM acquisition_site, acquisition
        WHERE acquisition_site.acquisition_id = acquisition.id
        AND acquisition.acquirer_id = :organization
        AND acquisition.status = 'CLOSED'
        AND acquisition.kind != 'FINANCING'
      )
      AND t1.email_match IS NOT NULL) ELSE t1.site_id IN (
        SELECT acquisition_site.site_id
        FROM acquisition_site, acquisition
        WHERE acquisition_site.acquisition_id = acquisition.id
        AND acquisition.acquirer_id = :organization
        AND acquisition.status = 'CLOSED'
        AND acquisition.kind != 'FINANCING'
      )
      AND t1.email_match IS NOT NULL END = 1
      AND t1.restricted_at IS NULL
      AND (t1.site_id IN (
        SELECT acquisition_site.site_id
        FROM acquisition_site, acquisition
        WHERE acquisition_site.acquisition_id = acquisition.id
        AND acquisition.acquirer_id = :organization
        AND acquisition.status = 'OPEN'
      ) OR t1.site_id IN (
        SELECT acquisition_site.site_id
        FROM acquisition_site, acquisition
        WHERE acquisition_site.acquisition_id = acquisition.id
        AND acquisition.acquirer_id = :organization
        AND acquisition.status = 'CLOSED'
        AND acquisition.kind != 'FINANCING'
      ))
      AND NOT ((EXISTS (
        SELECT *
        FROM opt_out
        WHERE opt_out.kind = 'visitor'
        AND opt_out. "key" = t1.id
        AND (opt_out.site_id IS NULL OR opt_out.site_id = t1.site_id)
      )) OR (EXISTS (
        SELECT *
        FROM opt_out
        WHERE opt_out.kind = 'address'
        AND opt_out. "key" = t1.email_sha256
        AND (opt_out.site_id IS NULL OR opt_out.site_id = t1.site_id)
      )) OR (EXISTS (
        SELECT *
        FROM visitor_alias, opt_out
        WHERE visitor_alias.site_id = t1.site_id
        AND visitor_alias.visitor_id = t1.id
        AND visitor_alias.kind = 'cookie'
        AND opt_out.kind = 'cookie'
        AND opt_out. "key" = visitor_alias.value
        AND (opt_out.site_id IS NULL OR opt_out.site_id = t1.site_id)
      )))
      ORDER BY o0 ASC NULLS LAST, t1.id ASC
      LIMIT 20
    ) AS p1
  ) AS m1
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN json_object('edges', (
  SELECT json_group_array(json_object('cursor', base64url('["df20185f"' || ',' || json_quote(l1.k0) || ',' || json_quote(l1.id) || ']'), 'node', json_object('id', l1.id, 'email', CASE WHEN l1.h0 THEN l1.email WHEN l1.h1 THEN hmac_hex(l1.email, :inner_441ff5773ba3, :outer_441ff5773ba3) ELSE NULL END))) AS json_group_array_1
  FROM l1
)) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_2
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l1.id, 5) AS id, CASE WHEN l1.h0 THEN CASE WHEN (l1.email IS NOT NULL) THEN '1' ELSE '0' END WHEN l1.h1 THEN CASE WHEN (l1.email IS NOT NULL) THEN '9' ELSE '0' END ELSE '0' END AS signature
      FROM l1
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts0
FROM guard
