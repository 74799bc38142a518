-- The categories granted to the caller for the site s and analytics.reporting.
array(
  select unnest(g.categories)
  from sharing_grant g
  where (g.site_id = s.id or g.site_id is null and g.grantor_id = s.organization_id)
    and g.recipient_id = :organization
    and g.status = 'ACTIVE'
    and g.starts_at <= :now
    and (g.expires_at is null or g.expires_at > :now)
    and g.purposes && array['analytics.reporting', 'analytics']
)
