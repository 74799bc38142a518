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
  FROM visitor AS t1
  WHERE t1.restricted_at IS NULL
  AND (
    SELECT 1
    FROM notice_use
    WHERE notice_use.site_id = t1.site_id
    AND notice_use.notice_id = (
      SELECT notice.id
      FROM notice
      WHERE notice.site_id = t1.site_id
      AND notice.posted_at <= :now
      AND (notice.posted_at < t1.created_at OR notice.binds_at <= :now)
      ORDER BY notice.posted_at DESC, notice.id DESC
      LIMIT 1
    )
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.advertising', 'marketing')
    LIMIT 1
  ) IS NOT NULL
  AND (
    SELECT 1
    FROM notice_use
    WHERE notice_use.site_id = t1.site_id
    AND notice_use.notice_id = (
      SELECT notice.id
      FROM notice
      WHERE notice.site_id = t1.site_id
      AND notice.posted_at <= :now
      ORDER BY notice.posted_at DESC, notice.id DESC
      LIMIT 1
    )
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.advertising', 'marketing')
    LIMIT 1
  ) IS NOT NULL
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
  AND (
    SELECT coalesce(max(CASE WHEN (substr(regimes.nearest, 3) = '1') THEN 1 ELSE (
      SELECT 1
      FROM notice_use
      WHERE notice_use.site_id = t1.site_id
      AND notice_use.notice_id = substr(regimes.nearest, 4)
      AND notice_use.recipient_kind = :kind
      AND notice_use.purpose IN ('marketing.advertising', 'marketing')
      LIMIT 1
    ) END) = 1
    AND max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0, 0) AS coalesce_1
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.advertising') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR t1.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.advertising.first_party', 'marketing.advertising.first_party.contextual', 'marketing.advertising.first_party.targeted', 'marketing.advertising.frequency_capping', 'marketing.advertising.negative_targeting', 'marketing.advertising.profiling', 'marketing.advertising.serving', 'marketing.advertising.third_party', 'marketing.advertising.third_party.targeted')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t1.site_id
      AND consent.visitor_id = t1.id
      AND consent.purpose IN ('marketing.advertising', 'marketing', 'marketing.advertising.first_party', 'marketing.advertising.first_party.contextual', 'marketing.advertising.first_party.targeted', 'marketing.advertising.frequency_capping', 'marketing.advertising.negative_targeting', 'marketing.advertising.profiling', 'marketing.advertising.serving', 'marketing.advertising.third_party', 'marketing.advertising.third_party.targeted')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes
  )
  ORDER BY t1.id ASC
  LIMIT :v0
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN json_object('nodes', (
  SELECT json_group_array(json_object('id', l1.id, 'cookies', NULL)) AS json_group_array_1
  FROM l1
)) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_2
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l1.id, 5) AS id, '' AS signature
      FROM l1
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts0
FROM guard
