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
  SELECT m1.o0 AS o0, m1.k0 AS k0, m1.id AS id, m1.site_id AS site_id, m1.email_sha256 AS email_sha256, m1.email AS email, m1.n AS n, NOT m1.c0
  AND coalesce(m1.c1 && ARRAY[ '*', 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false) AS h0
  FROM (
    SELECT p1.o0 AS o0, p1.k0 AS k0, p1.id AS id, p1.site_id AS site_id, p1.email_sha256 AS email_sha256, p1.email AS email, row_number() OVER () AS n, (EXISTS (
      SELECT *
      FROM opt_out
      WHERE opt_out.kind = 'visitor'
      AND opt_out.key = p1.id
      AND (opt_out.site_id IS NULL OR opt_out.site_id = p1.site_id)
    )) OR (EXISTS (
      SELECT *
      FROM opt_out
      WHERE opt_out.kind = 'address'
      AND opt_out.key = p1.email_sha256
      AND (opt_out.site_id IS NULL OR opt_out.site_id = p1.site_id)
    )) OR (EXISTS (
      SELECT *
      FROM visitor_alias, opt_out
      WHERE visitor_alias.site_id = p1.site_id
      AND visitor_alias.visitor_id = p1.id
      AND visitor_alias.kind = 'cookie'
      AND opt_out.kind = 'cookie'
      AND opt_out.key = visitor_alias.value
      AND (opt_out.site_id IS NULL OR opt_out.site_id = p1.site_id)
    )) AS c0, (
      SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN array_agg(CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END) END AS anon_2
      FROM (
        SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
        AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
        WITH TIME ZONE)
        AND ($4::BOOLEAN OR p1.site_id IN (
          SELECT site.id
          FROM site
          WHERE site.organization_id = $5::VARCHAR COLLATE "C"
        ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
        AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
        WITH TIME ZONE)
        AND $6::VARCHAR COLLATE "C" = any(consent.recipients)) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
        AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
        FROM consent
        WHERE consent.site_id = p1.site_id
        AND consent.visitor_id = p1.id
        AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
        AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
        GROUP BY consent.regime
      ) AS regimes LEFT OUTER
      JOIN notice_use ON notice_use.site_id = p1.site_id
      AND notice_use.notice_id = substr(regimes.nearest, 4)
      AND notice_use.recipient_kind = $6::VARCHAR COLLATE "C"
      AND notice_use.purpose IN ('marketing.communications', 'marketing')
    ) AS c1
    FROM (
      SELECT CASE WHEN (NOT ((EXISTS (
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
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN array_agg(CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END) END AS anon_3
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
          WITH TIME ZONE)
          AND ($4::BOOLEAN OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = $5::VARCHAR COLLATE "C"
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
          WITH TIME ZONE)
          AND $6::VARCHAR COLLATE "C" = any(consent.recipients)) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
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
        AND notice_use.recipient_kind = $6::VARCHAR COLLATE "C"
        AND notice_use.purpose IN ('marketing.communications', 'marketing')
      ) && ARRAY[ '*', 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false)) THEN t1.email_match END AS o0, CASE WHEN (NOT ((EXISTS (
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
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN array_agg(CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END) END AS anon_3
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
          WITH TIME ZONE)
          AND ($4::BOOLEAN OR t1.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = $5::VARCHAR COLLATE "C"
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
          WITH TIME ZONE)
          AND $6::VARCHAR COLLATE "C" = any(consent.recipients)) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
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
        AND notice_use.recipient_kind = $6::VARCHAR COLLATE "C"
        AND notice_use.purpose IN ('marketing.communications', 'marketing')
      ) && ARRAY[ '*', 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false)) THEN t1.email_match END AS k0, t1.id AS id, t1.site_id AS site_id, t1.email_sha256 AS email_sha256, t1.email AS email
      FROM visitor AS t1
      WHERE t1.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = $5::VARCHAR COLLATE "C"
      )
      AND t1.restricted_at IS NULL
      AND t1.permission_basis IS NOT NULL
      AND ($4::BOOLEAN OR t1.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = $5::VARCHAR COLLATE "C"
      ))
      ORDER BY o0 ASC NULLS LAST, t1.id ASC
      LIMIT 20
    ) AS p1
  ) AS m1
), l2 AS MATERIALIZED (
  SELECT m2.o0 AS o0, m2.k0 AS k0, m2.id AS id, m2.site_id AS site_id, m2.email_sha256 AS email_sha256, m2.email AS email, m2.n AS n, NOT m2.c0
  AND coalesce(m2.c1 && ARRAY[ '*', 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false) AS h0
  FROM (
    SELECT p2.o0 AS o0, p2.k0 AS k0, p2.id AS id, p2.site_id AS site_id, p2.email_sha256 AS email_sha256, p2.email AS email, row_number() OVER () AS n, (EXISTS (
      SELECT *
      FROM opt_out
      WHERE opt_out.kind = 'visitor'
      AND opt_out.key = p2.id
      AND (opt_out.site_id IS NULL OR opt_out.site_id = p2.site_id)
    )) OR (EXISTS (
      SELECT *
      FROM opt_out
      WHERE opt_out.kind = 'address'
      AND opt_out.key = p2.email_sha256
      AND (opt_out.site_id IS NULL OR opt_out.site_id = p2.site_id)
    )) OR (EXISTS (
      SELECT *
      FROM visitor_alias, opt_out
      WHERE visitor_alias.site_id = p2.site_id
      AND visitor_alias.visitor_id = p2.id
      AND visitor_alias.kind = 'cookie'
      AND opt_out.kind = 'cookie'
      AND opt_out.key = visitor_alias.value
      AND (opt_out.site_id IS NULL OR opt_out.site_id = p2.site_id)
    )) AS c0, (
      SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN array_agg(CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END) END AS anon_4
      FROM (
        SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
        AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
        WITH TIME ZONE)
        AND ($4::BOOLEAN OR p2.site_id IN (
          SELECT site.id
          FROM site
          WHERE site.organization_id = $5::VARCHAR COLLATE "C"
        ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
        AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
        WITH TIME ZONE)
        AND $6::VARCHAR COLLATE "C" = any(consent.recipients)) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
        AND consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN 1 ELSE 0 END) AS below
        FROM consent
        WHERE consent.site_id = p2.site_id
        AND consent.visitor_id = p2.id
        AND consent.purpose IN ('marketing.communications', 'marketing', 'marketing.communications.email', 'marketing.communications.sms')
        AND consent.status IN ('EXPIRED', 'GIVEN', 'INVALIDATED', 'REFUSED', 'RENEWED', 'REVOKED', 'WITHDRAWN')
        GROUP BY consent.regime
      ) AS regimes LEFT OUTER
      JOIN notice_use ON notice_use.site_id = p2.site_id
      AND notice_use.notice_id = substr(regimes.nearest, 4)
      AND notice_use.recipient_kind = $6::VARCHAR COLLATE "C"
      AND notice_use.purpose IN ('marketing.communications', 'marketing')
    ) AS c1
    FROM (
      SELECT CASE WHEN (NOT ((EXISTS (
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
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN array_agg(CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END) END AS anon_5
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
          WITH TIME ZONE)
          AND ($4::BOOLEAN OR t2.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = $5::VARCHAR COLLATE "C"
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
          WITH TIME ZONE)
          AND $6::VARCHAR COLLATE "C" = any(consent.recipients)) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
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
        AND notice_use.recipient_kind = $6::VARCHAR COLLATE "C"
        AND notice_use.purpose IN ('marketing.communications', 'marketing')
      ) && ARRAY[ '*', 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false)) THEN t2.email_match END AS o0, CASE WHEN (NOT ((EXISTS (
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
        SELECT CASE WHEN (max(CASE WHEN (substr(regimes.nearest, 3, 1) = '0' OR regimes.below = 1) THEN 1 ELSE 0 END) = 0) THEN array_agg(CASE WHEN (substr(regimes.nearest, 3) = '1') THEN '*' ELSE notice_use.category END) END AS anon_5
        FROM (
          SELECT min(CASE WHEN (consent.purpose = 'marketing.communications') THEN '00' WHEN (consent.purpose = 'marketing') THEN '01' END || CASE WHEN (consent.status IN ('INVALIDATED', 'REFUSED', 'REVOKED', 'WITHDRAWN')) THEN '0' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
          WITH TIME ZONE)
          AND ($4::BOOLEAN OR t2.site_id IN (
            SELECT site.id
            FROM site
            WHERE site.organization_id = $5::VARCHAR COLLATE "C"
          ))) THEN '1' WHEN (consent.status IN ('GIVEN', 'RENEWED')
          AND (consent.expires_at IS NULL OR consent.expires_at > $1::TIMESTAMP
          WITH TIME ZONE)
          AND $6::VARCHAR COLLATE "C" = any(consent.recipients)) THEN '1' || coalesce(consent.notice_id, '') ELSE '2' END) AS nearest, max(CASE WHEN (consent.purpose IN ('marketing.communications.email', 'marketing.communications.sms')
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
        AND notice_use.recipient_kind = $6::VARCHAR COLLATE "C"
        AND notice_use.purpose IN ('marketing.communications', 'marketing')
      ) && ARRAY[ '*', 'personal_data', 'user', 'user.contact', 'user.contact.email' ], false)) THEN t2.email_match END AS k0, t2.id AS id, t2.site_id AS site_id, t2.email_sha256 AS email_sha256, t2.email AS email
      FROM visitor AS t2
      WHERE t2.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = $5::VARCHAR COLLATE "C"
      )
      AND t2.restricted_at IS NULL
      AND t2.permission_basis IS NOT NULL
      AND ($4::BOOLEAN OR t2.site_id IN (
        SELECT site.id
        FROM site
        WHERE site.organization_id = $5::VARCHAR COLLATE "C"
      ))
      ORDER BY o0 DESC NULLS LAST, t2.id ASC
      LIMIT 20
    ) AS p2
  ) AS m2
)
SELECT guard.verdict AS verdict, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_1
  FROM (
    SELECT array((
      SELECT row_to_json(z.*) AS row_to_json_2
      FROM (
        SELECT translate(encode(convert_to('["df20185f"' || ',' || coalesce(CAST (to_json(l1.k0) AS TEXT), 'null') || ',' || coalesce(CAST (to_json(l1.id) AS TEXT), 'null') || ']', 'UTF8'), 'base64'), E '+/=\n', '-_') AS cursor, (
          SELECT row_to_json(z.*) AS row_to_json_3
          FROM (
            SELECT l1.id AS id, CASE WHEN l1.h0 THEN l1.email ELSE NULL END AS email
          ) AS z
        ) AS node
        FROM l1
      ) AS z
    )) AS edges
  ) AS z
) AS TEXT) END AS body0, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(string_agg('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_6
  FROM (
    SELECT each_visitor.signature AS signature, string_agg(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l1.id, 5) AS id, CASE WHEN l1.h0 THEN CASE WHEN (l1.email IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS signature
      FROM l1
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts0, CASE WHEN (guard.verdict = 'ok') THEN CAST ((
  SELECT row_to_json(z.*) AS row_to_json_4
  FROM (
    SELECT array((
      SELECT row_to_json(z.*) AS row_to_json_5
      FROM (
        SELECT translate(encode(convert_to('["b189c0b2"' || ',' || coalesce(CAST (to_json(l2.k0) AS TEXT), 'null') || ',' || coalesce(CAST (to_json(l2.id) AS TEXT), 'null') || ']', 'UTF8'), 'base64'), E '+/=\n', '-_') AS cursor, (
          SELECT row_to_json(z.*) AS row_to_json_6
          FROM (
            SELECT l2.id AS id
          ) AS z
        ) AS node
        FROM l2
      ) AS z
    )) AS edges
  ) AS z
) AS TEXT) END AS body1, CASE WHEN (guard.verdict = 'ok') THEN (
  SELECT '[' || coalesce(string_agg('["' || groups.signature || '","' || groups.ids || '"]', ','), '') || ']' AS anon_7
  FROM (
    SELECT each_visitor.signature AS signature, string_agg(each_visitor.id, '') AS ids
    FROM (
      SELECT substr(l2.id, 5) AS id, CASE WHEN l2.h0 THEN CASE WHEN (l2.email IS NOT NULL) THEN '1' ELSE '0' END ELSE '0' END AS signature
      FROM l2
      ORDER BY signature, id
    ) AS each_visitor
    GROUP BY each_visitor.signature
    ORDER BY each_visitor.signature
  ) AS groups
) END AS facts1
FROM guard
