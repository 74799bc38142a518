-- The categories granted to the caller for the site s and analytics.reporting, each in spaces.
(
  select group_concat(' ' || k.value || ' ', '')
  from sharing_grant g, json_each(g.categories) k
  where (g.site_id = s.id or g.site_id is null and g.grantor_id = s.organization_id)
    and g.recipient_id = :organization
    and g.status = 'ACTIVE'
    and g.starts_at <= :now
    and (g.expires_at is null or g.expires_at > :now)
    and exists (
      select 1 from json_each(g.purposes) p
      where p.value in ('analytics.reporting', 'analytics')
    )
)
