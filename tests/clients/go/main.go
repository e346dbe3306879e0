// Drives the whole flow through the client that openapi-generator makes, and hears of it; the compiler checks it first.
package main

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"driving/vonk"
)

// Requested, accepted and introduced.
const steps = 3

var (
	partner    = clientOf(os.Getenv("PARTNER_KEY"))
	coach      = clientOf(os.Getenv("COACH_KEY"))
	background = context.Background()
)

func main() {
	notifications := listen()
	offerID := addOffer()
	findOffer(offerID)
	state := meet(ask(offerID))
	types := []string{}
	for range steps {
		types = append(types, string((<-notifications).Type))
	}
	slices.Sort(types)
	answer := map[string]any{"state": state, "heard": types}
	fmt.Println(string(must(json.Marshal(answer))))
}

// clientOf returns a client of the service with a key.
func clientOf(key string) *vonk.APIClient {
	configuration := vonk.NewConfiguration()
	configuration.Servers = vonk.ServerConfigurations{{URL: os.Getenv("VONK_ADDRESS") + "/v1"}}
	configuration.AddDefaultHeader("Authorization", "Bearer "+key)
	return vonk.NewAPIClient(configuration)
}

// must returns what was made; ends with the error when there is one.
func must[Made any](made Made, err error) Made {
	if err != nil {
		log.Fatal(err)
	}
	return made
}

// told returns what was answered; ends with the problem when there is one.
func told[Answer any](answer Answer, _ *http.Response, err error) Answer {
	var problem *vonk.GenericOpenAPIError
	if errors.As(err, &problem) {
		log.Fatalf("%v: %s", err, problem.Body())
	}
	return must(answer, err)
}

// addOffer adds an offer as its partner.
func addOffer() string {
	offer := vonk.NewOfferWrite(
		vonk.OFFERKIND_ACTIVITY, "Timmeren in de buurtwerkplaats", *vonk.NewLocation(), *vonk.NewHoursPerWeek(),
	)
	offer.SetDescription("Samen maken we banken en bakken van oud hout.")
	offer.SetInterests([]string{"hout", "timmeren"})
	offer.Location.SetLatitude(51.897)
	offer.Location.SetLongitude(4.512)
	offer.HoursPerWeek.SetMinimum(2)
	offer.HoursPerWeek.SetMaximum(6)
	load := vonk.NewLoad()
	load.SetPhysical(1)
	load.SetStimuli(2)
	offer.SetLoad(*load)
	upsert := partner.OffersAPI.UpsertOffer(background, os.Getenv("ORGANIZATION_ID"), "timmeren-1")
	// Its own partner reads more of an offer than others do.
	return told(upsert.OfferWrite(*offer).Execute()).OwnOfferRead.Id
}

// findOffer finds the offer by a wish, with its reason.
func findOffer(offerID string) {
	client := vonk.NewClientWrite([]string{"iets met hout"})
	client.SetDayParts([]vonk.DayPart{vonk.DAYPART_MON_MORNING})
	question := *vonk.NewMatchQuestion(*client)
	answer := told(coach.MatchesAPI.MatchOffers(background).MatchQuestion(question).Execute()).MatchAnswer
	best := answer.Matches[0]
	isForInterest := func(reason vonk.ReasonRead) bool { return reason.Code == vonk.REASONCODE_INTEREST }
	if best.Offer.Id != offerID || !slices.ContainsFunc(best.Reasons, isForInterest) {
		log.Fatal("another offer, or for another reason")
	}
}

// ask brings a client to the offer, with consent.
func ask(offerID string) string {
	today := time.Now().UTC()
	consent := vonk.NewConsent(today.Format(time.DateOnly), today.AddDate(0, 0, 60).Format(time.DateOnly))
	consent.SetShares([]vonk.IntroductionField{vonk.INTRODUCTIONFIELD_FIRST_NAME})
	introduction := vonk.NewIntroduction()
	introduction.SetFirstName("Bertus")
	handover := vonk.NewHandoverCreate(offerID, "K-2831", *consent)
	handover.SetIntroduction(*introduction)
	create := coach.HandoversAPI.CreateHandover(background).IdempotencyKey("K-2831-1")
	return told(create.HandoverCreate(*handover).Execute()).Id
}

// meet accepts with an appointment, meets, and reads how it stands.
func meet(handoverID string) vonk.HandoverState {
	accept := vonk.NewAcceptEvent("accept")
	accept.SetAppointment(
		*vonk.NewAppointment(time.Now().UTC().AddDate(0, 0, 6), "De Focus, aan de balie", "de beheerder"),
	)
	introduce := vonk.NewIntroduceEvent("introduce")
	add(partner, handoverID, vonk.AcceptEventAsEventCreate(accept))
	add(coach, handoverID, vonk.IntroduceEventAsEventCreate(introduce))
	return told(coach.HandoversAPI.ReadHandover(background, handoverID).Execute()).HandoverRead.State
}

// add adds an event to a handover.
func add(client *vonk.APIClient, handoverID string, event vonk.EventCreate) {
	told(client.HandoversAPI.AddHandoverEvent(background, handoverID).EventCreate(event).Execute())
}

// listen makes an address that webhooks are sent to, and returns those whose signature is right.
func listen() <-chan vonk.HandoverNotification {
	listener := must(net.Listen("tcp", "127.0.0.1:0"))
	address := fmt.Sprintf("http://%s/vonk", listener.Addr())
	wanted := *vonk.NewEndpointCreate(address, []string{"handover.*"})
	endpoint := told(coach.WebhooksAPI.CreateWebhookEndpoint(background).EndpointCreate(wanted).Execute())
	notifications := make(chan vonk.HandoverNotification, steps)
	go http.Serve(listener, http.HandlerFunc(func(answer http.ResponseWriter, request *http.Request) {
		body := must(io.ReadAll(request.Body))
		var notification vonk.HandoverNotification
		must(body, verify(request.Header, body, endpoint.Secret))
		must(body, json.Unmarshal(body, &notification))
		notifications <- notification
		answer.WriteHeader(http.StatusNoContent)
	}))
	return notifications
}

// verify tells what is wrong with the signature of a webhook, or nothing.
func verify(header http.Header, body []byte, secret string) error {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil {
		return err
	}
	sentAt, err := strconv.ParseInt(header.Get("webhook-timestamp"), 10, 64)
	if err != nil || time.Since(time.Unix(sentAt, 0)).Abs() > 5*time.Minute {
		return errors.New("a webhook of another time")
	}
	code := hmac.New(sha256.New, key)
	fmt.Fprintf(code, "%s.%d.%s", header.Get("webhook-id"), sentAt, body)
	right := "v1," + base64.StdEncoding.EncodeToString(code.Sum(nil))
	// Standard Webhooks lets a sender give more than one.
	for _, signature := range strings.Fields(header.Get("webhook-signature")) {
		if hmac.Equal([]byte(signature), []byte(right)) {
			return nil
		}
	}
	return errors.New("a webhook whose signature is wrong")
}
