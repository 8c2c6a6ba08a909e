INSERT INTO accounts (name, display_name, role, town, password_hash, password_generated, created_at)
VALUES (@name, @display, @role, @town, @hash, @generated, @now)
