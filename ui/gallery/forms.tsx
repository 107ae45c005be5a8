import { Button } from '../src/button.tsx'
import { Card } from '../src/card.tsx'
import { CheckboxField } from '../src/checkbox-field.tsx'
import { DisabledAction } from '../src/disabled-action.tsx'
import { ErrorSummary } from '../src/error-summary.tsx'
import { Field } from '../src/field.tsx'
import { Fieldset } from '../src/fieldset.tsx'
import { Form } from '../src/form.tsx'
import { FormActions } from '../src/form-actions.tsx'
import { LinkButton } from '../src/link-button.tsx'
import { RadioGroup } from '../src/radio-group.tsx'
import { SelectField } from '../src/select-field.tsx'
import { TextAreaField } from '../src/text-area-field.tsx'

/** Every form part, with and without errors. */
export function Forms() {
  return (
    <Card id="forms" heading="Where should we send your mail?">
      <ErrorSummary
        title="Two things need another look"
        errors={[
          { field: 'postcode', message: 'Enter a ZIP code of five digits' },
          { field: 'reach', message: 'Choose how we may reach you' },
        ]}
      />
      <Form action="#">
        <Fieldset id="address" legend="Address" hint="As written on your mailbox.">
          <Field
            name="street"
            label="Street and number"
            autocomplete="address-line1"
            value="412 Alder Court"
          />
          <Field name="unit" label="Unit" mark="(optional)" hint="Apartment, suite or floor" short />
          <Field
            name="postcode"
            label="ZIP code"
            inputMode="numeric"
            autocomplete="postal-code"
            value="9021"
            error="Enter a ZIP code of five digits"
            short
          />
          <SelectField
            name="state"
            label="State"
            value="OR"
            options={[
              { value: 'CA', label: 'California' },
              { value: 'OR', label: 'Oregon' },
            ]}
          />
        </Fieldset>
        <Field
          name="email"
          type="email"
          label="Email"
          autocomplete="email"
          error="Enter an address like name@example.com"
        />
        <Field name="pay" label="Amount in dollars" prefix="$" inputMode="decimal" value="128.40" short />
        <Field name="from" type="date" label="From" value="2026-11-23" short />
        <TextAreaField name="note" label="Anything we should know?" mark="(optional)" />
        <RadioGroup
          name="reach"
          label="How may we reach you?"
          error="Choose how we may reach you"
          options={[
            { value: 'email', label: 'Email' },
            { value: 'text', label: 'Text message', hint: 'Message and data rates may apply.' },
            { value: 'mail', label: 'Letter' },
          ]}
        />
        <CheckboxField
          name="paperless"
          label="Send my bills by email only"
          hint="You can change this at any time."
          checked
        />
        <FormActions>
          <Button variant="primary">Save address</Button>
          <LinkButton href="#forms">Cancel</LinkButton>
          <Button variant="quiet" icon="print">
            Print
          </Button>
          <Button variant="danger">Remove</Button>
        </FormActions>
      </Form>
      <FormActions>
        <DisabledAction id="end" reason="Only a supervisor can end this for somebody else.">
          End for them
        </DisabledAction>
        <DisabledAction
          id="remove"
          variant="danger"
          show="always"
          reason="Your last card cannot be removed while autopay is on."
        >
          Remove card
        </DisabledAction>
      </FormActions>
    </Card>
  )
}
