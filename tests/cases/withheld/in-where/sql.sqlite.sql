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
  WHERE CASE WHEN :v0 THEN NOT (NOT ((EXISTS (
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
  AND coalesce(instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_2
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
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
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t1.site_id
      AND consent.visitor_id = t1.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t1.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' * ') > 0 OR instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_2
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
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
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t1.site_id
      AND consent.visitor_id = t1.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t1.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' personal_data ') > 0 OR instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_2
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
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
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t1.site_id
      AND consent.visitor_id = t1.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t1.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' user ') > 0 OR instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_2
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
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
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t1.site_id
      AND consent.visitor_id = t1.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t1.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' user.contact ') > 0 OR instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_2
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
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
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t1.site_id
      AND consent.visitor_id = t1.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t1.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' user.contact.email ') > 0, 0) = 1
  AND t1.email_match IS NOT NULL) ELSE NOT ((EXISTS (
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
  AND coalesce(instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_2
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
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
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t1.site_id
      AND consent.visitor_id = t1.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t1.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' * ') > 0 OR instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_2
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
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
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t1.site_id
      AND consent.visitor_id = t1.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t1.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' personal_data ') > 0 OR instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_2
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
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
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t1.site_id
      AND consent.visitor_id = t1.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t1.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' user ') > 0 OR instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_2
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
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
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t1.site_id
      AND consent.visitor_id = t1.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t1.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' user.contact ') > 0 OR instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_2
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
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
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t1.site_id
      AND consent.visitor_id = t1.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t1.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' user.contact.email ') > 0, 0) = 1
  AND t1.email_match IS NOT NULL END = 1
  AND t1.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  )
  AND t1.restricted_at IS NULL
  AND t1.permission_basis IS NOT NULL
  AND (:is_operator = 1 OR t1.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  ))
  ORDER BY t1.id ASC
  LIMIT 20
), l2 AS MATERIALIZED (
  SELECT t2.id AS id
  FROM visitor AS t2
  WHERE NOT ((EXISTS (
    SELECT *
    FROM opt_out
    WHERE opt_out.kind = 'visitor'
    AND opt_out. "key" = t2.id
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t2.site_id)
  )) OR (EXISTS (
    SELECT *
    FROM opt_out
    WHERE opt_out.kind = 'address'
    AND opt_out. "key" = t2.email_sha256
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t2.site_id)
  )) OR (EXISTS (
    SELECT *
    FROM visitor_alias, opt_out
    WHERE visitor_alias.site_id = t2.site_id
    AND visitor_alias.visitor_id = t2.id
    AND visitor_alias.kind = 'cookie'
    AND opt_out.kind = 'cookie'
    AND opt_out. "key" = visitor_alias.value
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t2.site_id)
  )))
  AND coalesce(instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_3
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR t2.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t2.site_id
      AND consent.visitor_id = t2.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t2.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' * ') > 0 OR instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_3
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR t2.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t2.site_id
      AND consent.visitor_id = t2.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t2.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' personal_data ') > 0 OR instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_3
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR t2.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t2.site_id
      AND consent.visitor_id = t2.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t2.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' user ') > 0 OR instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_3
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR t2.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t2.site_id
      AND consent.visitor_id = t2.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t2.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' user.contact ') > 0 OR instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_3
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR t2.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t2.site_id
      AND consent.visitor_id = t2.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t2.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' user.contact.email ') > 0, 0) = 1
  AND coalesce(t2.email_match = :v1, 0) = 1
  AND t2.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  )
  AND t2.restricted_at IS NULL
  AND t2.permission_basis IS NOT NULL
  AND (:is_operator = 1 OR t2.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  ))
  ORDER BY t2.id ASC
  LIMIT 20
), l3 AS MATERIALIZED (
  SELECT t3.id AS id
  FROM visitor AS t3
  WHERE NOT ((EXISTS (
    SELECT *
    FROM opt_out
    WHERE opt_out.kind = 'visitor'
    AND opt_out. "key" = t3.id
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t3.site_id)
  )) OR (EXISTS (
    SELECT *
    FROM opt_out
    WHERE opt_out.kind = 'address'
    AND opt_out. "key" = t3.email_sha256
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t3.site_id)
  )) OR (EXISTS (
    SELECT *
    FROM visitor_alias, opt_out
    WHERE visitor_alias.site_id = t3.site_id
    AND visitor_alias.visitor_id = t3.id
    AND visitor_alias.kind = 'cookie'
    AND opt_out.kind = 'cookie'
    AND opt_out. "key" = visitor_alias.value
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t3.site_id)
  )))
  AND coalesce(instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_4
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR t3.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t3.site_id
      AND consent.visitor_id = t3.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t3.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' * ') > 0 OR instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_4
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR t3.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t3.site_id
      AND consent.visitor_id = t3.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t3.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' personal_data ') > 0 OR instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_4
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR t3.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t3.site_id
      AND consent.visitor_id = t3.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t3.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' user ') > 0 OR instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_4
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR t3.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t3.site_id
      AND consent.visitor_id = t3.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t3.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' user.contact ') > 0 OR instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_4
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR t3.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t3.site_id
      AND consent.visitor_id = t3.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t3.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' user.contact.email ') > 0, 0) = 1
  AND coalesce(t3.email_match = :v2, 0) = 0
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
  ORDER BY t3.id ASC
  LIMIT 20
), l4 AS MATERIALIZED (
  SELECT t4.id AS id
  FROM visitor AS t4
  WHERE NOT ((EXISTS (
    SELECT *
    FROM opt_out
    WHERE opt_out.kind = 'visitor'
    AND opt_out. "key" = t4.id
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t4.site_id)
  )) OR (EXISTS (
    SELECT *
    FROM opt_out
    WHERE opt_out.kind = 'address'
    AND opt_out. "key" = t4.email_sha256
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t4.site_id)
  )) OR (EXISTS (
    SELECT *
    FROM visitor_alias, opt_out
    WHERE visitor_alias.site_id = t4.site_id
    AND visitor_alias.visitor_id = t4.id
    AND visitor_alias.kind = 'cookie'
    AND opt_out.kind = 'cookie'
    AND opt_out. "key" = visitor_alias.value
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t4.site_id)
  )))
  AND coalesce(instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_5
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR t4.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t4.site_id
      AND consent.visitor_id = t4.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t4.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' * ') > 0 OR instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_5
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR t4.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t4.site_id
      AND consent.visitor_id = t4.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t4.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' personal_data ') > 0 OR instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_5
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR t4.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t4.site_id
      AND consent.visitor_id = t4.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t4.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' user ') > 0 OR instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_5
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR t4.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t4.site_id
      AND consent.visitor_id = t4.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t4.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' user.contact ') > 0 OR instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_5
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR t4.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t4.site_id
      AND consent.visitor_id = t4.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t4.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' user.contact.email ') > 0, 0) = 1
  AND coalesce(t4.email_match != :v3, 0) = 1
  AND t4.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  )
  AND t4.restricted_at IS NULL
  AND t4.permission_basis IS NOT NULL
  AND (:is_operator = 1 OR t4.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  ))
  ORDER BY t4.id ASC
  LIMIT 20
), l5 AS MATERIALIZED (
  SELECT t5.id AS id
  FROM visitor AS t5
  WHERE CASE WHEN :v4 THEN NOT ((EXISTS (
    SELECT *
    FROM opt_out
    WHERE opt_out.kind = 'visitor'
    AND opt_out. "key" = t5.id
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t5.site_id)
  )) OR (EXISTS (
    SELECT *
    FROM opt_out
    WHERE opt_out.kind = 'address'
    AND opt_out. "key" = t5.email_sha256
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t5.site_id)
  )) OR (EXISTS (
    SELECT *
    FROM visitor_alias, opt_out
    WHERE visitor_alias.site_id = t5.site_id
    AND visitor_alias.visitor_id = t5.id
    AND visitor_alias.kind = 'cookie'
    AND opt_out.kind = 'cookie'
    AND opt_out. "key" = visitor_alias.value
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t5.site_id)
  )))
  AND coalesce(instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_6
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR t5.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t5.site_id
      AND consent.visitor_id = t5.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t5.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' * ') > 0 OR instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_6
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR t5.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t5.site_id
      AND consent.visitor_id = t5.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t5.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' personal_data ') > 0 OR instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_6
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR t5.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t5.site_id
      AND consent.visitor_id = t5.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t5.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' user ') > 0 OR instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_6
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR t5.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t5.site_id
      AND consent.visitor_id = t5.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t5.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' user.contact ') > 0 OR instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_6
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR t5.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t5.site_id
      AND consent.visitor_id = t5.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t5.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' user.contact.email ') > 0, 0) = 1
  AND t5.email_match IS NOT NULL ELSE NOT (NOT ((EXISTS (
    SELECT *
    FROM opt_out
    WHERE opt_out.kind = 'visitor'
    AND opt_out. "key" = t5.id
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t5.site_id)
  )) OR (EXISTS (
    SELECT *
    FROM opt_out
    WHERE opt_out.kind = 'address'
    AND opt_out. "key" = t5.email_sha256
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t5.site_id)
  )) OR (EXISTS (
    SELECT *
    FROM visitor_alias, opt_out
    WHERE visitor_alias.site_id = t5.site_id
    AND visitor_alias.visitor_id = t5.id
    AND visitor_alias.kind = 'cookie'
    AND opt_out.kind = 'cookie'
    AND opt_out. "key" = visitor_alias.value
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t5.site_id)
  )))
  AND coalesce(instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_6
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR t5.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t5.site_id
      AND consent.visitor_id = t5.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t5.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' * ') > 0 OR instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_6
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR t5.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t5.site_id
      AND consent.visitor_id = t5.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t5.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' personal_data ') > 0 OR instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_6
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR t5.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t5.site_id
      AND consent.visitor_id = t5.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t5.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' user ') > 0 OR instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_6
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR t5.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t5.site_id
      AND consent.visitor_id = t5.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t5.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' user.contact ') > 0 OR instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_6
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR t5.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t5.site_id
      AND consent.visitor_id = t5.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t5.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' user.contact.email ') > 0, 0) = 1
  AND t5.email_match IS NOT NULL) END = 1
  AND t5.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  )
  AND t5.restricted_at IS NULL
  AND t5.permission_basis IS NOT NULL
  AND (:is_operator = 1 OR t5.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  ))
  ORDER BY t5.id ASC
  LIMIT 20
), l6 AS MATERIALIZED (
  SELECT t6.id AS id
  FROM visitor AS t6
  WHERE CASE WHEN :v5 THEN NOT ((EXISTS (
    SELECT *
    FROM opt_out
    WHERE opt_out.kind = 'visitor'
    AND opt_out. "key" = t6.id
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t6.site_id)
  )) OR (EXISTS (
    SELECT *
    FROM opt_out
    WHERE opt_out.kind = 'address'
    AND opt_out. "key" = t6.email_sha256
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t6.site_id)
  )) OR (EXISTS (
    SELECT *
    FROM visitor_alias, opt_out
    WHERE visitor_alias.site_id = t6.site_id
    AND visitor_alias.visitor_id = t6.id
    AND visitor_alias.kind = 'cookie'
    AND opt_out.kind = 'cookie'
    AND opt_out. "key" = visitor_alias.value
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t6.site_id)
  )))
  AND coalesce(instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_7
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR t6.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t6.site_id
      AND consent.visitor_id = t6.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t6.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' * ') > 0 OR instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_7
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR t6.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t6.site_id
      AND consent.visitor_id = t6.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t6.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' personal_data ') > 0 OR instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_7
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR t6.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t6.site_id
      AND consent.visitor_id = t6.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t6.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' user ') > 0 OR instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_7
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR t6.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t6.site_id
      AND consent.visitor_id = t6.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t6.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' user.contact ') > 0 OR instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_7
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR t6.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t6.site_id
      AND consent.visitor_id = t6.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t6.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' user.contact.email ') > 0, 0) = 1
  AND t6.email_match IS NOT NULL ELSE NOT (NOT ((EXISTS (
    SELECT *
    FROM opt_out
    WHERE opt_out.kind = 'visitor'
    AND opt_out. "key" = t6.id
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t6.site_id)
  )) OR (EXISTS (
    SELECT *
    FROM opt_out
    WHERE opt_out.kind = 'address'
    AND opt_out. "key" = t6.email_sha256
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t6.site_id)
  )) OR (EXISTS (
    SELECT *
    FROM visitor_alias, opt_out
    WHERE visitor_alias.site_id = t6.site_id
    AND visitor_alias.visitor_id = t6.id
    AND visitor_alias.kind = 'cookie'
    AND opt_out.kind = 'cookie'
    AND opt_out. "key" = visitor_alias.value
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t6.site_id)
  )))
  AND coalesce(instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_7
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR t6.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t6.site_id
      AND consent.visitor_id = t6.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t6.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' * ') > 0 OR instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_7
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR t6.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t6.site_id
      AND consent.visitor_id = t6.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t6.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' personal_data ') > 0 OR instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_7
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR t6.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t6.site_id
      AND consent.visitor_id = t6.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t6.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' user ') > 0 OR instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_7
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR t6.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t6.site_id
      AND consent.visitor_id = t6.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t6.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' user.contact ') > 0 OR instr((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN group_concat(' ' || CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END || ' ', '') END AS anon_7
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (:is_operator = 1 OR t6.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = :organization
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > :now)
      AND (EXISTS (
        SELECT name_of.value
        FROM json_each(consent.recipients) AS name_of
        WHERE name_of.value = :kind
      ))) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
      FROM consent
      WHERE consent.site_id = t6.site_id
      AND consent.visitor_id = t6.id
      AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
      AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
      GROUP BY consent.regime
    ) AS regimes LEFT OUTER
    JOIN notice_use ON notice_use.site_id = t6.site_id
    AND notice_use.notice_id = substr(regimes.nearest, 4)
    AND notice_use.recipient_kind = :kind
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ), ' user.contact.email ') > 0, 0) = 1
  AND t6.email_match IS NOT NULL) END = 1
  AND t6.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  )
  AND t6.restricted_at IS NULL
  AND t6.permission_basis IS NOT NULL
  AND (:is_operator = 1 OR t6.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = :organization
  ))
  ORDER BY t6.id ASC
  LIMIT 20
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN json_object('nodes', (
  SELECT json_group_array(json_object('id', l1.id)) AS json_group_array_1
  FROM l1
)) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_8
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
) END AS facts0, CASE WHEN (guard.verdict = 'ok') THEN json_object('nodes', (
  SELECT json_group_array(json_object('id', l2.id)) AS json_group_array_2
  FROM l2
)) END AS body1, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_9
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l2.id, 5) AS id, '' AS signature
      FROM l2
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts1, CASE WHEN (guard.verdict = 'ok') THEN json_object('nodes', (
  SELECT json_group_array(json_object('id', l3.id)) AS json_group_array_3
  FROM l3
)) END AS body2, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_10
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l3.id, 5) AS id, '' AS signature
      FROM l3
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts2, CASE WHEN (guard.verdict = 'ok') THEN json_object('nodes', (
  SELECT json_group_array(json_object('id', l4.id)) AS json_group_array_4
  FROM l4
)) END AS body3, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_11
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l4.id, 5) AS id, '' AS signature
      FROM l4
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts3, CASE WHEN (guard.verdict = 'ok') THEN json_object('nodes', (
  SELECT json_group_array(json_object('id', l5.id)) AS json_group_array_5
  FROM l5
)) END AS body4, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_12
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l5.id, 5) AS id, '' AS signature
      FROM l5
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts4, CASE WHEN (guard.verdict = 'ok') THEN json_object('nodes', (
  SELECT json_group_array(json_object('id', l6.id)) AS json_group_array_6
  FROM l6
)) END AS body5, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(group_concat('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_13
  FROM (
    SELECT each_visitor.signature AS signature, group_concat(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l6.id, 5) AS id, '' AS signature
      FROM l6
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts5
FROM guard
