-- What a bill needs to explain itself: the step of the tariff that each line was billed at, names of the CIS, adjustments one
-- by one, disputes. And the weather, which explains much of what was used.

ALTER TABLE bills
  ADD kind text NOT NULL DEFAULT 'regular' CHECK (kind IN ('regular', 'corrected', 'final')),
  ADD disputed_cents bigint CHECK (disputed_cents > 0),
  ADD disputed_on date,
  ADD CONSTRAINT bills_disputed_on_a_day CHECK ((disputed_cents IS NULL) = (disputed_on IS NULL));
COMMENT ON COLUMN bills.disputed_cents IS 'How much of the bill the customer disputes, while the CIS has the dispute open.';

ALTER TABLE bill_lines
  ADD section text NOT NULL DEFAULT 'charge' CHECK (section IN ('charge', 'adjustment')),
  ADD names jsonb CHECK (jsonb_typeof(names) = 'object'),
  ADD step_from numeric CHECK (step_from >= 0),
  ADD step_to numeric CHECK (step_to > 0),
  ADD step_per text CHECK (step_per IN ('day', 'bill')),
  ADD CONSTRAINT bill_lines_steps CHECK ((step_from IS NULL) = (step_per IS NULL) AND (step_to IS NULL OR step_to > step_from));
COMMENT ON COLUMN bill_lines.section IS 'Charges add up to the charges of the bill, adjustments to its adjustments.';
COMMENT ON COLUMN bill_lines.names IS 'What the CIS calls the line, by language: {"en": ..., "es": ...}.';
COMMENT ON COLUMN bill_lines.step_to IS 'The quantity a day, or a bill, at which the step ends; without one, it has no end.';

-- One day of weather in one area. An area has the name of a division.
CREATE TABLE weather_days (
  area text NOT NULL,
  day date NOT NULL,
  mean_c numeric(4, 1) NOT NULL,
  high_c numeric(4, 1) NOT NULL,
  low_c numeric(4, 1) NOT NULL,
  heating_degree_days numeric(4, 1) NOT NULL GENERATED ALWAYS AS (greatest(0, 18 - mean_c)) STORED,
  cooling_degree_days numeric(4, 1) NOT NULL GENERATED ALWAYS AS (greatest(0, mean_c - 18)) STORED,
  PRIMARY KEY (area, day),
  CHECK (low_c <= mean_c AND mean_c <= high_c)
);
COMMENT ON COLUMN weather_days.heating_degree_days IS 'Degrees Celsius by which the day''s mean is below 18.';
COMMENT ON COLUMN weather_days.cooling_degree_days IS 'Degrees Celsius by which the day''s mean is above 18.';
GRANT SELECT ON weather_days TO porchlight_portal, porchlight_view, porchlight_desk, porchlight_worker;
