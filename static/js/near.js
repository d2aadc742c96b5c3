// “Use my position”: puts where the reader is, to two decimals (about a kilometre), into the form and sends it.
// Nothing is kept; who has no script or no permission types a place.
const form = document.getElementById("filters");
const part = form.querySelector("[data-position]");
const button = part.querySelector("button");
const failed = part.querySelector("[data-position-failed]");

const found = ({ coords }) => {
  button.disabled = false;
  form.elements.near.value = `${coords.latitude.toFixed(2)},${coords.longitude.toFixed(2)}`;
  form.requestSubmit();
};

const notFound = () => {
  button.disabled = false;
  failed.hidden = false;
  form.elements.near.focus();
};

if (isSecureContext && navigator.geolocation) part.hidden = false;

button.addEventListener("click", () => {
  button.disabled = true; // a second press would only ask twice
  failed.hidden = true;
  navigator.geolocation.getCurrentPosition(found, notFound, { maximumAge: 600_000, timeout: 15_000 });
});
