import type { Migration } from '@orpheus/platform/db';

/**
 * What ties the three together, whoever writes: a level is the sum of its movements, and a reservation holds (or has
 * bought) exactly what its movements say; so `reserved` is the sum of the live holds. Each statement is checked once, for
 * the rows that it changed, so the cost grows with the change and not with the ledger. Within a transaction the writes
 * come in this order: movements, lines, reservations, levels.
 */
export const ledgerRules: Migration = {
  name: '0002_ledger_rules',
  up: `
    create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception '% is not allowed on %', tg_op, tg_table_name using errcode = 'check_violation';
    end $$;

    create trigger stock_movements_are_final before update or delete or truncate on stock_movements
      for each statement execute function refuse_change();
    create trigger reservation_lines_are_final before update or delete or truncate on reservation_lines
      for each statement execute function refuse_change();
    create trigger stock_stays before delete or truncate on stock
      for each statement execute function refuse_change();
    create trigger stock_starts_empty before insert on stock
      for each row when (new.on_hand <> 0 or new.reserved <> 0 or new.version <> 1)
      execute function refuse_change();

    -- Sequential scans are off in these functions: a session keeps a function's plan, and one that was made while the
    -- tables were still empty would read them whole ever after.

    -- A movement belongs to the level's next version: one that no change of the level follows blocks the next change.
    create function movements_precede_their_level() returns trigger language plpgsql
    set enable_seqscan = off as $$
    declare
      stray uuid;
    begin
      select a.product_id into stray
      from added a left join stock s on s.product_id = a.product_id
      where s.version is distinct from a.stock_version - 1
      limit 1;
      if found then
        raise exception 'a movement of product % is not for its next version', stray using errcode = 'check_violation';
      end if;
      return null;
    end $$;
    create trigger stock_movements_precede_their_level after insert on stock_movements
      referencing new table as added
      for each statement execute function movements_precede_their_level();

    create function level_follows_its_movements() returns trigger language plpgsql
    set enable_seqscan = off as $$
    declare
      broken uuid;
    begin
      select n.product_id into broken
      from after_change n
      join before_change o on o.product_id = n.product_id
      cross join lateral (
        select coalesce(sum(m.on_hand_delta), 0) as on_hand, coalesce(sum(m.reserved_delta), 0) as reserved
        from stock_movements m
        where m.product_id = n.product_id and m.stock_version = n.version
      ) moved
      where n.version <> o.version + 1
        or n.on_hand - o.on_hand <> moved.on_hand
        or n.reserved - o.reserved <> moved.reserved
      limit 1;
      if found then
        raise exception 'the level of product % does not follow its movements', broken using errcode = 'check_violation';
      end if;
      return null;
    end $$;
    create trigger stock_follows_its_movements after update on stock
      referencing old table as before_change new table as after_change
      for each statement execute function level_follows_its_movements();

    create function reservation_follows_its_movements() returns trigger language plpgsql
    set enable_seqscan = off as $$
    declare
      broken uuid;
    begin
      select n.order_id into broken
      from changed n
      where exists (
        select 1
        from (select l.product_id, l.quantity from reservation_lines l where l.order_id = n.order_id) line
        full join (
          select m.product_id, sum(m.reserved_delta) as held, -sum(m.on_hand_delta) as sold
          from stock_movements m where m.order_id = n.order_id group by m.product_id
        ) moved on moved.product_id = line.product_id
        where coalesce(moved.held, 0) <> case n.status when 'RESERVED' then coalesce(line.quantity, 0) else 0 end
          or coalesce(moved.sold, 0) <> case n.status when 'COMMITTED' then coalesce(line.quantity, 0) else 0 end
      )
      limit 1;
      if found then
        raise exception 'the reservation of order % does not follow its movements', broken
          using errcode = 'check_violation';
      end if;
      return null;
    end $$;
    create trigger reservations_follow_their_movements_at_first after insert on reservations
      referencing new table as changed
      for each statement execute function reservation_follows_its_movements();
    create trigger reservations_follow_their_movements after update on reservations
      referencing new table as changed
      for each statement execute function reservation_follows_its_movements();

    -- For people and tests: empty, always.
    create view stock_discrepancies as
    select s.product_id, s.on_hand, s.reserved, coalesce(l.on_hand, 0) as ledger_on_hand,
      coalesce(l.reserved, 0) as ledger_reserved, coalesce(h.held, 0) as held
    from stock s
    left join (
      select product_id, sum(on_hand_delta) as on_hand, sum(reserved_delta) as reserved
      from stock_movements group by product_id
    ) l on l.product_id = s.product_id
    left join (
      select rl.product_id, sum(rl.quantity) as held
      from reservation_lines rl join reservations r on r.order_id = rl.order_id and r.status = 'RESERVED'
      group by rl.product_id
    ) h on h.product_id = s.product_id
    where s.on_hand <> coalesce(l.on_hand, 0) or s.reserved <> coalesce(l.reserved, 0)
      or s.reserved <> coalesce(h.held, 0);
  `,
};
