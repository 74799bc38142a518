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
  FROM visitor AS t1
  WHERE CASE WHEN $4::BOOLEAN THEN NOT (NOT ((EXISTS (
    SELECT *
    FROM opt_out
    WHERE opt_out.kind = 'visitor'
    AND opt_out.key = t1.id
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t1.site_id)
  )) OR (EXISTS (
    SELECT *
    FROM opt_out
    WHERE opt_out.kind = 'address'
    AND opt_out.key = t1.email_sha256
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t1.site_id)
  )) OR (EXISTS (
    SELECT *
    FROM visitor_alias, opt_out
    WHERE visitor_alias.site_id = t1.site_id
    AND visitor_alias.visitor_id = t1.id
    AND visitor_alias.kind = 'cookie'
    AND opt_out.kind = 'cookie'
    AND opt_out.key = visitor_alias.value
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t1.site_id)
  )))
  AND coalesce((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN array_agg(CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END) END AS anon_2
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
      WITH TIME ZONE)
      AND ($5::BOOLEAN OR t1.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = $6::VARCHAR COLLATE "C"
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
      WITH TIME ZONE)
      AND $7::VARCHAR COLLATE "C" = any(consent.recipients)) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
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
    AND notice_use.recipient_kind = $7::VARCHAR COLLATE "C"
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ) && ARRAY[ '*', 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false)
  AND t1.email_match IS NOT NULL) ELSE NOT ((EXISTS (
    SELECT *
    FROM opt_out
    WHERE opt_out.kind = 'visitor'
    AND opt_out.key = t1.id
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t1.site_id)
  )) OR (EXISTS (
    SELECT *
    FROM opt_out
    WHERE opt_out.kind = 'address'
    AND opt_out.key = t1.email_sha256
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t1.site_id)
  )) OR (EXISTS (
    SELECT *
    FROM visitor_alias, opt_out
    WHERE visitor_alias.site_id = t1.site_id
    AND visitor_alias.visitor_id = t1.id
    AND visitor_alias.kind = 'cookie'
    AND opt_out.kind = 'cookie'
    AND opt_out.key = visitor_alias.value
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t1.site_id)
  )))
  AND coalesce((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN array_agg(CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END) END AS anon_2
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
      WITH TIME ZONE)
      AND ($5::BOOLEAN OR t1.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = $6::VARCHAR COLLATE "C"
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
      WITH TIME ZONE)
      AND $7::VARCHAR COLLATE "C" = any(consent.recipients)) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
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
    AND notice_use.recipient_kind = $7::VARCHAR COLLATE "C"
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ) && ARRAY[ '*', 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false)
  AND t1.email_match IS NOT NULL END
  AND t1.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = $6::VARCHAR COLLATE "C"
  )
  AND t1.restricted_at IS NULL
  AND t1.permission_basis IS NOT NULL
  AND ($5::BOOLEAN OR t1.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = $6::VARCHAR COLLATE "C"
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
    AND opt_out.key = t2.id
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t2.site_id)
  )) OR (EXISTS (
    SELECT *
    FROM opt_out
    WHERE opt_out.kind = 'address'
    AND opt_out.key = t2.email_sha256
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t2.site_id)
  )) OR (EXISTS (
    SELECT *
    FROM visitor_alias, opt_out
    WHERE visitor_alias.site_id = t2.site_id
    AND visitor_alias.visitor_id = t2.id
    AND visitor_alias.kind = 'cookie'
    AND opt_out.kind = 'cookie'
    AND opt_out.key = visitor_alias.value
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t2.site_id)
  )))
  AND coalesce((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN array_agg(CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END) END AS anon_3
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
      WITH TIME ZONE)
      AND ($5::BOOLEAN OR t2.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = $6::VARCHAR COLLATE "C"
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
      WITH TIME ZONE)
      AND $7::VARCHAR COLLATE "C" = any(consent.recipients)) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
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
    AND notice_use.recipient_kind = $7::VARCHAR COLLATE "C"
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ) && ARRAY[ '*', 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false)
  AND coalesce(t2.email_match = $8::VARCHAR, false)
  AND t2.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = $6::VARCHAR COLLATE "C"
  )
  AND t2.restricted_at IS NULL
  AND t2.permission_basis IS NOT NULL
  AND ($5::BOOLEAN OR t2.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = $6::VARCHAR COLLATE "C"
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
    AND opt_out.key = t3.id
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t3.site_id)
  )) OR (EXISTS (
    SELECT *
    FROM opt_out
    WHERE opt_out.kind = 'address'
    AND opt_out.key = t3.email_sha256
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t3.site_id)
  )) OR (EXISTS (
    SELECT *
    FROM visitor_alias, opt_out
    WHERE visitor_alias.site_id = t3.site_id
    AND visitor_alias.visitor_id = t3.id
    AND visitor_alias.kind = 'cookie'
    AND opt_out.kind = 'cookie'
    AND opt_out.key = visitor_alias.value
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t3.site_id)
  )))
  AND coalesce((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN array_agg(CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END) END AS anon_4
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
      WITH TIME ZONE)
      AND ($5::BOOLEAN OR t3.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = $6::VARCHAR COLLATE "C"
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
      WITH TIME ZONE)
      AND $7::VARCHAR COLLATE "C" = any(consent.recipients)) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
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
    AND notice_use.recipient_kind = $7::VARCHAR COLLATE "C"
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ) && ARRAY[ '*', 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false)
  AND NOT coalesce(t3.email_match = $9::VARCHAR, false)
  AND t3.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = $6::VARCHAR COLLATE "C"
  )
  AND t3.restricted_at IS NULL
  AND t3.permission_basis IS NOT NULL
  AND ($5::BOOLEAN OR t3.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = $6::VARCHAR COLLATE "C"
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
    AND opt_out.key = t4.id
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t4.site_id)
  )) OR (EXISTS (
    SELECT *
    FROM opt_out
    WHERE opt_out.kind = 'address'
    AND opt_out.key = t4.email_sha256
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t4.site_id)
  )) OR (EXISTS (
    SELECT *
    FROM visitor_alias, opt_out
    WHERE visitor_alias.site_id = t4.site_id
    AND visitor_alias.visitor_id = t4.id
    AND visitor_alias.kind = 'cookie'
    AND opt_out.kind = 'cookie'
    AND opt_out.key = visitor_alias.value
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t4.site_id)
  )))
  AND coalesce((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN array_agg(CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END) END AS anon_5
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
      WITH TIME ZONE)
      AND ($5::BOOLEAN OR t4.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = $6::VARCHAR COLLATE "C"
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
      WITH TIME ZONE)
      AND $7::VARCHAR COLLATE "C" = any(consent.recipients)) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
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
    AND notice_use.recipient_kind = $7::VARCHAR COLLATE "C"
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ) && ARRAY[ '*', 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false)
  AND coalesce(t4.email_match != $10::VARCHAR, false)
  AND t4.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = $6::VARCHAR COLLATE "C"
  )
  AND t4.restricted_at IS NULL
  AND t4.permission_basis IS NOT NULL
  AND ($5::BOOLEAN OR t4.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = $6::VARCHAR COLLATE "C"
  ))
  ORDER BY t4.id ASC
  LIMIT 20
), l5 AS MATERIALIZED (
  SELECT t5.id AS id
  FROM visitor AS t5
  WHERE CASE WHEN $11::BOOLEAN THEN NOT ((EXISTS (
    SELECT *
    FROM opt_out
    WHERE opt_out.kind = 'visitor'
    AND opt_out.key = t5.id
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t5.site_id)
  )) OR (EXISTS (
    SELECT *
    FROM opt_out
    WHERE opt_out.kind = 'address'
    AND opt_out.key = t5.email_sha256
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t5.site_id)
  )) OR (EXISTS (
    SELECT *
    FROM visitor_alias, opt_out
    WHERE visitor_alias.site_id = t5.site_id
    AND visitor_alias.visitor_id = t5.id
    AND visitor_alias.kind = 'cookie'
    AND opt_out.kind = 'cookie'
    AND opt_out.key = visitor_alias.value
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t5.site_id)
  )))
  AND coalesce((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN array_agg(CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END) END AS anon_6
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
      WITH TIME ZONE)
      AND ($5::BOOLEAN OR t5.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = $6::VARCHAR COLLATE "C"
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
      WITH TIME ZONE)
      AND $7::VARCHAR COLLATE "C" = any(consent.recipients)) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
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
    AND notice_use.recipient_kind = $7::VARCHAR COLLATE "C"
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ) && ARRAY[ '*', 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false)
  AND t5.email_match IS NOT NULL ELSE NOT (NOT ((EXISTS (
    SELECT *
    FROM opt_out
    WHERE opt_out.kind = 'visitor'
    AND opt_out.key = t5.id
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t5.site_id)
  )) OR (EXISTS (
    SELECT *
    FROM opt_out
    WHERE opt_out.kind = 'address'
    AND opt_out.key = t5.email_sha256
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t5.site_id)
  )) OR (EXISTS (
    SELECT *
    FROM visitor_alias, opt_out
    WHERE visitor_alias.site_id = t5.site_id
    AND visitor_alias.visitor_id = t5.id
    AND visitor_alias.kind = 'cookie'
    AND opt_out.kind = 'cookie'
    AND opt_out.key = visitor_alias.value
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t5.site_id)
  )))
  AND coalesce((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN array_agg(CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END) END AS anon_6
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
      WITH TIME ZONE)
      AND ($5::BOOLEAN OR t5.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = $6::VARCHAR COLLATE "C"
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
      WITH TIME ZONE)
      AND $7::VARCHAR COLLATE "C" = any(consent.recipients)) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
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
    AND notice_use.recipient_kind = $7::VARCHAR COLLATE "C"
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ) && ARRAY[ '*', 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false)
  AND t5.email_match IS NOT NULL) END
  AND t5.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = $6::VARCHAR COLLATE "C"
  )
  AND t5.restricted_at IS NULL
  AND t5.permission_basis IS NOT NULL
  AND ($5::BOOLEAN OR t5.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = $6::VARCHAR COLLATE "C"
  ))
  ORDER BY t5.id ASC
  LIMIT 20
), l6 AS MATERIALIZED (
  SELECT t6.id AS id
  FROM visitor AS t6
  WHERE CASE WHEN $12::BOOLEAN THEN NOT ((EXISTS (
    SELECT *
    FROM opt_out
    WHERE opt_out.kind = 'visitor'
    AND opt_out.key = t6.id
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t6.site_id)
  )) OR (EXISTS (
    SELECT *
    FROM opt_out
    WHERE opt_out.kind = 'address'
    AND opt_out.key = t6.email_sha256
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t6.site_id)
  )) OR (EXISTS (
    SELECT *
    FROM visitor_alias, opt_out
    WHERE visitor_alias.site_id = t6.site_id
    AND visitor_alias.visitor_id = t6.id
    AND visitor_alias.kind = 'cookie'
    AND opt_out.kind = 'cookie'
    AND opt_out.key = visitor_alias.value
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t6.site_id)
  )))
  AND coalesce((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN array_agg(CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END) END AS anon_7
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
      WITH TIME ZONE)
      AND ($5::BOOLEAN OR t6.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = $6::VARCHAR COLLATE "C"
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
      WITH TIME ZONE)
      AND $7::VARCHAR COLLATE "C" = any(consent.recipients)) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
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
    AND notice_use.recipient_kind = $7::VARCHAR COLLATE "C"
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ) && ARRAY[ '*', 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false)
  AND t6.email_match IS NOT NULL ELSE NOT (NOT ((EXISTS (
    SELECT *
    FROM opt_out
    WHERE opt_out.kind = 'visitor'
    AND opt_out.key = t6.id
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t6.site_id)
  )) OR (EXISTS (
    SELECT *
    FROM opt_out
    WHERE opt_out.kind = 'address'
    AND opt_out.key = t6.email_sha256
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t6.site_id)
  )) OR (EXISTS (
    SELECT *
    FROM visitor_alias, opt_out
    WHERE visitor_alias.site_id = t6.site_id
    AND visitor_alias.visitor_id = t6.id
    AND visitor_alias.kind = 'cookie'
    AND opt_out.kind = 'cookie'
    AND opt_out.key = visitor_alias.value
    AND (opt_out.site_id IS NULL OR opt_out.site_id = t6.site_id)
  )))
  AND coalesce((
    SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN array_agg(CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END) END AS anon_7
    FROM (
      SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
      WITH TIME ZONE)
      AND ($5::BOOLEAN OR t6.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = $6::VARCHAR COLLATE "C"
      ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
      AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
      WITH TIME ZONE)
      AND $7::VARCHAR COLLATE "C" = any(consent.recipients)) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
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
    AND notice_use.recipient_kind = $7::VARCHAR COLLATE "C"
    AND notice_use.purpose IN ('marketing.communications', 'marketing')
  ) && ARRAY[ '*', 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false)
  AND t6.email_match IS NOT NULL) END
  AND t6.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = $6::VARCHAR COLLATE "C"
  )
  AND t6.restricted_at IS NULL
  AND t6.permission_basis IS NOT NULL
  AND ($5::BOOLEAN OR t6.site_id IN (
    SELECT site.id
    FROM site
    WHERE site.organization_id = $6::VARCHAR COLLATE "C"
  ))
  ORDER BY t6.id ASC
  LIMIT 20
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_1
  FROM (
    SELECT array((
      SELECT row_to_json(z.*) AS row_to_json_2
      FROM (
        SELECT l1.id AS id
        FROM l1
      ) AS z
    )) AS nodes
  ) AS z
) AS TEXT) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(string_agg('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_8
  FROM (
    SELECT each_visitor.signature AS signature, string_agg(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l1.id, 5) AS id, '' AS signature
      FROM l1
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts0, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_3
  FROM (
    SELECT array((
      SELECT row_to_json(z.*) AS row_to_json_4
      FROM (
        SELECT l2.id AS id
        FROM l2
      ) AS z
    )) AS nodes
  ) AS z
) AS TEXT) END AS body1, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(string_agg('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_9
  FROM (
    SELECT each_visitor.signature AS signature, string_agg(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l2.id, 5) AS id, '' AS signature
      FROM l2
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts1, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_5
  FROM (
    SELECT array((
      SELECT row_to_json(z.*) AS row_to_json_6
      FROM (
        SELECT l3.id AS id
        FROM l3
      ) AS z
    )) AS nodes
  ) AS z
) AS TEXT) END AS body2, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(string_agg('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_10
  FROM (
    SELECT each_visitor.signature AS signature, string_agg(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l3.id, 5) AS id, '' AS signature
      FROM l3
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts2, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_7
  FROM (
    SELECT array((
      SELECT row_to_json(z.*) AS row_to_json_8
      FROM (
        SELECT l4.id AS id
        FROM l4
      ) AS z
    )) AS nodes
  ) AS z
) AS TEXT) END AS body3, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(string_agg('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_11
  FROM (
    SELECT each_visitor.signature AS signature, string_agg(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l4.id, 5) AS id, '' AS signature
      FROM l4
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts3, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_9
  FROM (
    SELECT array((
      SELECT row_to_json(z.*) AS row_to_json_10
      FROM (
        SELECT l5.id AS id
        FROM l5
      ) AS z
    )) AS nodes
  ) AS z
) AS TEXT) END AS body4, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(string_agg('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_12
  FROM (
    SELECT each_visitor.signature AS signature, string_agg(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l5.id, 5) AS id, '' AS signature
      FROM l5
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts4, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_11
  FROM (
    SELECT array((
      SELECT row_to_json(z.*) AS row_to_json_12
      FROM (
        SELECT l6.id AS id
        FROM l6
      ) AS z
    )) AS nodes
  ) AS z
) AS TEXT) END AS body5, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(string_agg('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_13
  FROM (
    SELECT each_visitor.signature AS signature, string_agg(each_visitor.id, '') AS ids
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
