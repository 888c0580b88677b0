<?php
/**
 * Plugin Name: Coplan
 * Beside this file: page.js, and coplan.classic.js, coplan.js and coplan.wasm in the folder coplan.
 */

add_action( 'wp_enqueue_scripts', function () {
	wp_register_script( 'coplan', plugins_url( 'coplan/coplan.classic.js', __FILE__ ), array(), '0.2.0', true );
	wp_register_script( 'coplan-page', plugins_url( 'page.js', __FILE__ ), array( 'coplan' ), '0.2.0', true );
	wp_localize_script( 'coplan-page', 'coplanPage', array( 'nonce' => wp_create_nonce( 'wp_rest' ) ) );
} );

// [coplan_abuse_question document="…"] in a page. Whether this person may see that document, its address has to ask.
add_shortcode( 'coplan_abuse_question', function ( $attributes ) {
	$attributes = shortcode_atts( array( 'document' => '' ), $attributes );
	if ( ! is_user_logged_in() || '' === $attributes['document'] ) {
		return '';
	}
	wp_enqueue_script( 'coplan-page' );
	$address = rest_url( 'trust/v1/documents/' . rawurlencode( $attributes['document'] ) );
	return '<coplan-abuse-question mode="staff" data-document="' . esc_url( $address ) . '">This form did not open.</coplan-abuse-question>';
} );
